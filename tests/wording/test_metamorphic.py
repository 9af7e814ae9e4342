"""What is done to a text without changing what it says changes nothing of what is found, to the character."""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import pytest

import suitability as s
from suitability.engine.ruleset import RuleSet

DAY = dt.date(2026, 11, 22)
CORPUS = Path(__file__).resolve().parent.parent / "corpus"
# Simplified and traditional forms, as OpenCC's character mappings (Apache-2.0) have them, of our corpus.
TRADITIONAL = (
    "万萬 与與 专專 业業 东東 丝絲 丢丟 两兩 严嚴 个個 丰豐 临臨 为爲 举舉 么麼 义義 乐樂 习習 乡鄉 书書 买買 乱亂 争爭 于於 亏虧 云雲 亚亞 产產 亩畝 亲親 亿億 仅僅 从從 仓倉 "
    "们們 价價 众衆 优優 伙夥 会會 伞傘 传傳 伤傷 体體 余餘 佣傭 侧側 俩倆 债債 倾傾 偿償 储儲 儿兒 兑兌 关關 兴興 养養 内內 册冊 写寫 军軍 农農 冲衝 决決 况況 冻凍 净淨 准準 "
    "减減 凑湊 几幾 凭憑 击擊 划劃 则則 刚剛 创創 删刪 别別 剑劍 办辦 务務 动動 励勵 势勢 勋勳 区區 医醫 协協 单單 卖賣 占佔 却卻 厂廠 厅廳 历歷 厌厭 厘釐 县縣 参參 双雙 发發 "
    "变變 叠疊 台臺 号號 叹嘆 吃喫 后後 吗嗎 听聽 启啓 吴吳 员員 咨諮 响響 团團 园園 围圍 国國 图圖 圆圓 场場 坏壞 块塊 坚堅 坛壇 垫墊 墙牆 声聲 处處 备備 复復 够夠 头頭 夸誇 "
    "奖獎 奥奧 妆妝 妇婦 妈媽 孙孫 学學 宁寧 宝寶 实實 审審 宽寬 对對 寻尋 导導 寿壽 将將 尝嘗 尽盡 层層 屉屜 届屆 属屬 屿嶼 岁歲 岗崗 岚嵐 岛島 岩巖 岭嶺 岳嶽 峰峯 币幣 师師 "
    "带帶 帮幫 干幹 并並 广廣 庆慶 床牀 库庫 应應 庞龐 废廢 开開 异異 弃棄 张張 弥彌 弹彈 强強 归歸 当當 录錄 彻徹 征徵 径徑 忆憶 忧憂 怀懷 态態 怜憐 总總 恒恆 恶惡 恼惱 悬懸 "
    "惊驚 惩懲 惯慣 愿願 懒懶 戏戲 战戰 户戶 扑撲 执執 扫掃 抢搶 护護 报報 担擔 拟擬 拥擁 拨撥 择擇 挂掛 挡擋 挣掙 损損 捡撿 换換 捣搗 据據 揽攬 搁擱 携攜 摄攝 摆擺 摊攤 撑撐 "
    "攒攢 数數 断斷 无無 旧舊 时時 显顯 晒曬 晓曉 暂暫 术術 机機 杀殺 权權 杠槓 条條 来來 极極 构構 枢樞 柜櫃 标標 树樹 样樣 档檔 桥橋 梦夢 检檢 楼樓 槛檻 横橫 欢歡 欧歐 残殘 "
    "毁毀 毕畢 气氣 汇匯 汉漢 汤湯 没沒 沪滬 泽澤 浆漿 测測 济濟 涂塗 涝澇 润潤 涨漲 温溫 游遊 滚滾 满滿 灭滅 灵靈 灾災 点點 烂爛 烦煩 热熱 爱愛 爷爺 牵牽 状狀 犹猶 独獨 狱獄 "
    "玛瑪 环環 现現 电電 画畫 畅暢 疗療 监監 盖蓋 盗盜 盘盤 矿礦 码碼 砖磚 砚硯 确確 礼禮 离離 种種 秘祕 积積 称稱 税稅 稳穩 窝窩 竖豎 竞競 笔筆 筑築 筛篩 筹籌 签籤 简簡 篮籃 "
    "类類 紧緊 纠糾 红紅 约約 级級 纪紀 纯純 纲綱 纳納 纷紛 纸紙 纹紋 线線 组組 细細 织織 终終 绍紹 经經 绑綁 绒絨 结結 绕繞 给給 络絡 绝絕 统統 继繼 绩績 续續 绰綽 维維 综綜 "
    "绿綠 编編 缘緣 缩縮 缴繳 网網 罚罰 群羣 翘翹 职職 联聯 聪聰 胀脹 胆膽 胜勝 胶膠 脑腦 脚腳 脸臉 腊臘 节節 苏蘇 范範 荐薦 荡蕩 荣榮 莅蒞 获獲 营營 虚虛 虽雖 补補 袭襲 见見 "
    "观觀 规規 视視 觉覺 触觸 誉譽 计計 订訂 认認 让讓 训訓 议議 讯訊 记記 讲講 许許 论論 讼訟 设設 访訪 诀訣 证證 评評 识識 诈詐 诉訴 诊診 词詞 试試 诚誠 话話 询詢 该該 详詳 "
    "语語 误誤 诱誘 说說 请請 诺諾 读讀 课課 谁誰 调調 谅諒 谈談 谎謊 谓謂 谢謝 谨謹 谱譜 谴譴 负負 财財 责責 败敗 账賬 货貨 质質 贬貶 购購 贴貼 贵貴 贷貸 贸貿 费費 贺賀 赁賃 "
    "资資 赎贖 赔賠 赖賴 赚賺 赛賽 赠贈 赢贏 赵趙 赶趕 踪蹤 车車 转轉 轮輪 软軟 轻輕 载載 较較 辅輔 辆輛 辈輩 输輸 辞辭 辩辯 边邊 达達 过過 运運 还還 这這 进進 远遠 违違 连連 "
    "迟遲 适適 选選 递遞 遗遺 遥遙 邮郵 邻鄰 郑鄭 采採 释釋 里裏 钉釘 钓釣 钟鍾 钩鉤 钱錢 钻鑽 铁鐵 银銀 铺鋪 链鏈 销銷 锁鎖 锅鍋 错錯 锦錦 键鍵 镇鎮 镑鎊 长長 门門 闭閉 问問 "
    "闲閒 间間 闸閘 阅閱 阔闊 队隊 阳陽 阶階 际際 陆陸 陈陳 险險 随隨 隐隱 难難 静靜 韩韓 页頁 顶頂 项項 顺順 须須 顾顧 预預 领領 题題 颜顏 额額 风風 飞飛 饭飯 饵餌 饼餅 馅餡 "
    "馆館 馈饋 馒饅 马馬 驶駛 驻駐 驾駕 验驗 骗騙 鱼魚 鲜鮮 鸟鳥 鸡雞 鹏鵬 黄黃 齐齊 龄齡 龙龍 "
)
# Where Taiwan and Hong Kong write otherwise.
TAIWAN = "为為 众眾 启啟 泄洩 着著 里裡"
HONG_KONG = "为為 众眾 兌兑 戶户 臺台 說説 说説 钩鈎 閱閲 阅閲"
# Words that differ, in simplified characters as everywhere here.
TAIWAN_WORDS = {
    "信息": "资讯", "数据": "资料", "项目": "专案", "支持": "支援", "保存": "储存", "用户": "使用者", "短信": "简讯", "屏幕": "萤幕",
    "网络": "网路", "智能": "智慧", "账户": "帐户", "账号": "帐号", "软件": "软体", "登录": "登入", "激活": "启用", "链接": "连结",
    "概率": "机率", "设备": "装置", "消息": "讯息", "视频": "影片", "质量": "品质", "默认": "预设", "点击": "点选", "文件": "档案",
}  # fmt: skip
HONG_KONG_WORDS = {
    "信息": "资讯", "账户": "户口", "账号": "户口号码", "软件": "软件", "网络": "网络", "短信": "短讯", "视频": "影片", "质量": "质素",
    "屏幕": "屏幕", "链接": "连结", "登录": "登入", "数据": "数据",
}  # fmt: skip
HAN = re.compile("[㐀-鿿]")
PAGE = "# 产品说明\n\n本页介绍产品的申购和赎回办法，发布日期为三月五日。\n\n"
TAIL = "\n\n如需帮助，请在营业时间拨打客服电话。\n\nPlease read the product description.\n"


@attrs.frozen
class Changed:
    """A text made of another: for each character the one it comes from, None where it was put in."""

    text: str
    origin: tuple[int | None, ...]


Change = Callable[[str], Changed]


def pairs(text: str) -> dict[str, str]:
    return {pair[0]: pair[1] for pair in text.split()}


def made(pieces: Iterator[tuple[str, int | None]]) -> Changed:
    """Make a text of pieces, each of one character of the other text, or of none."""
    parts = list(pieces)
    return Changed("".join(piece for piece, _ in parts), tuple(at for piece, at in parts for _ in piece))


def each(change: Callable[[str], str]) -> Change:
    """Change each character alone."""
    return lambda text: made((change(character), at) for at, character in enumerate(text))


def between(put: str, fits: Callable[[str, int], bool]) -> Change:
    """Put something before each character where it fits."""

    def change(text: str) -> Changed:
        return made(
            piece
            for at, character in enumerate(text)
            for piece in (((put, None),) if at and fits(text, at) else ()) + ((character, at),)
        )

    return change


def apart(text: str, at: int) -> bool:
    """Say whether a character and the one before it are both Chinese."""
    return bool(HAN.match(text[at - 1]) and HAN.match(text[at]))


def words(table: dict[str, str], forms: str) -> Change:
    """Change the words of a region, and then every character into its forms; longer words stand for all they replace."""
    characters = pairs(TRADITIONAL) | pairs(forms)
    found = re.compile("|".join(table))

    def pieces(text: str) -> Iterator[tuple[str, int | None]]:
        at = 0
        for match in (*found.finditer(text), None):
            end = len(text) if match is None else match.start()
            yield from ((text[place], place) for place in range(at, end))
            if match is not None:
                new = table[match[0]]
                last = len(match[0]) - 1
                yield from ((letter, match.start() + min(index, last)) for index, letter in enumerate(new))
                at = match.end()

    def change(text: str) -> Changed:
        return made((characters.get(piece, piece), at) for piece, at in pieces(text))

    return change


def wide(character: str) -> str:
    """Give the full-width form of letters, figures and the sign of percent."""
    return (
        chr(ord(character) + 0xFEE0) if character.isascii() and (character.isalnum() or character == "%") else character
    )


def embedded(text: str) -> Changed:
    return Changed(PAGE + text + TAIL, (*(None for _ in PAGE), *range(len(text)), *(None for _ in TAIL)))


def marked_up(text: str) -> Changed:
    """Make every fourth Chinese character bold where another stands before it."""
    return made(
        piece
        for at, character in enumerate(text)
        for piece in (
            (("**", None), (character, at), ("**", None)) if at % 4 == 1 and apart(text, at) else ((character, at),)
        )
    )


EXACT: dict[str, Change] = {
    "script": each(lambda character: pairs(TRADITIONAL).get(character, character)),
    "width": each(wide),
    "zero width": between("\u200b", lambda text, at: True),
    "embedded": embedded,
}
NEARLY: dict[str, Change] = {
    "Taiwan": words(TAIWAN_WORDS, TAIWAN),
    "Hong Kong": words(HONG_KONG_WORDS, HONG_KONG),
    "separators": between("·", apart),
    "markup": marked_up,
    "spacing": between(" ", apart),
}
# A mark: its rule, and the characters it covers.
Mark = tuple[str, int, int]


@pytest.fixture(scope="module")
def packs() -> RuleSet:
    return s.load("cn", "handbook")


@pytest.fixture(scope="module")
def found(packs: RuleSet) -> dict[str, set[Mark]]:
    """What is found in each text of our corpus as it stands."""
    texts = [
        json.loads(line)["text"]
        for file in sorted(CORPUS.glob("*.jsonl"))
        # Those are disguised already.
        if file.name != "forms.jsonl"
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    return {text: marks(packs, Changed(text, tuple(range(len(text))))) for text in dict.fromkeys(texts)}


def marks(packs: RuleSet, changed: Changed) -> set[Mark]:
    """Give what is found in a changed text, by the characters of the other one that it covers."""
    covered = set()
    for mark in s.scan(changed.text, packs, on=DAY).marks:
        places = [at for at in changed.origin[mark.start : mark.end] if at is not None]
        if places:
            covered.add((mark.rule, min(places), max(places) + 1))
        else:
            covered.add((mark.rule, -1, -1))
    return covered


def kept(packs: RuleSet, found: dict[str, set[Mark]], change: Change) -> tuple[float, list[str]]:
    """Give the share of marks that are the same, and the texts in which some are not."""
    same = every = 0
    differ = []
    for text, before in found.items():
        after = marks(packs, change(text))
        same += len(before & after)
        every += len(before | after)
        if before != after:
            differ.append(f"{text[:60]}: {sorted(before - after)} became {sorted(after - before)}")
    return same / every, differ


@pytest.mark.parametrize("name", EXACT)
def test_nothing_is_lost_and_nothing_added(packs: RuleSet, found: dict[str, set[Mark]], name: str) -> None:
    assert kept(packs, found, EXACT[name])[1] == []


@pytest.mark.parametrize("name", NEARLY)
def test_hardly_anything_is_lost_or_added(packs: RuleSet, found: dict[str, set[Mark]], name: str) -> None:
    share, differ = kept(packs, found, NEARLY[name])
    assert share >= 0.98, "\n".join(differ)


def test_what_was_put_in_belongs_to_nothing() -> None:
    changed = between("·", apart)("保本a本")
    assert (changed.text, changed.origin) == ("保·本a本", (0, None, 1, 2, 3))
    assert marked_up("一二三四五六").text == "一**二**三四五**六**"
    assert NEARLY["Taiwan"]("数据里").text == "資料裡"
