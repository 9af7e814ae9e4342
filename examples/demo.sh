#!/usr/bin/env bash
# What the library does, shown on an invented bank. LOCALE says in which language (zh-Hans, zh-Hant, zh-Hant-HK, en).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
locale=${LOCALE:-zh-Hans}
day=2026-11-20
kept=$(mktemp -d)
trap 'rm -rf "$kept"' EXIT
ln -s "$root/examples" "$kept/examples"
cd "$kept"

title() { printf '\n== %s\n' "$1"; }

# Exit code 1 says that something was found, which is what a demo is for.
run() {
  printf '$ suitability %s\n' "$*"
  suitability "$@" || test $? -eq "${ends_with:-1}"
}

title "a bank's sales, profiles, products and holdings · 一家银行的销售、档案、产品和持仓"
run check examples/bank/*.json* --as-of $day --decisions examples/bank/decisions.toml --lang "$locale"

title "the same finding in three languages · 同一结论的三种语言"
for one in zh-Hans zh-Hant en; do
  run check examples/script/proposal.json --as-of $day --lang $one | sed -n '1,/^  .*handbook/p' | head -n -1
done

title "the same sale on two days · 同一笔销售，两个日子"
run check examples/cases/one_sale_two_days.jsonl --as-of $day --pack cn --lang "$locale"

title "what may be offered to one customer · 可以向这位客户推介什么"
run permitted examples/bank/customers.json examples/bank/products.json examples/bank/people.json \
  --key C-001 --as-of $day --lang "$locale"

title "a receipt, replayed · 留存收据，事后复核"
run check examples/short_sale.json --as-of $day --receipts receipts.jsonl --lang "$locale"
run replay receipts.jsonl examples/short_sale.json --lang "$locale"

title "a firm's pack that tightens · 机构从严的规则包"
run rules compare cn+handbook cn+handbook+examples/bank_rules examples/bank/*.json* --as-of $day --examples 1 --lang "$locale"

title "a firm's pack that loosens is refused · 放宽的规则包被拒绝"
ends_with=2 run rules list --pack cn --pack handbook --pack examples/bank_rules_loosened 2>&1

title "the facts of a wealth, a fund, an insurance and a private-fund sale, 25 at most · 四类销售，各不超过二十五项事实"
run check examples/short_*sale.json --as-of $day --lang "$locale"

title "marketing copy, lawful and not · 营销文案，合规的和不合规的"
run copy examples/weekend_post.md examples/clean_page.md --on $day --channel official-account --family wealth \
  --lang "$locale"

title "a change of the catalog, before it is merged · 产品目录变更，合并前的检查"
run catalog diff examples/catalog/before examples/catalog/after --config examples/catalog/suitability.toml \
  --author 罗敏 --book examples/bank/customers.json --book examples/bank/holdings.jsonl --as-of $day --lang "$locale"

title "a marketing repository against the catalog: pages, an app, subtitles · 营销内容与产品目录对照：页面、应用、字幕"
run copy --config examples/marketing/suitability.toml --on $day --lang "$locale"

title "a birthday, a needless field, a contact too many, a late promise · 生日问候、多余字段、过度联络、迟到的承诺"
run check examples/care/*.json --as-of $day --lang "$locale"

title "what opening an account need not ask · 开户不需要收集哪些信息"
run form examples/care/customers.csv --purpose account-opening --as-of $day --lang "$locale"

title "embedded in five lines · 五行代码嵌入"
python examples/embed.py
