"""A phrasebook looks for the phrases of all rules at once and gives what it finds by rule."""

from pathlib import Path

from tests.small import rules
from tests.small_text import SAFE, TEXT_HEAD, accept, find, text_rule


def test_hits_are_given_by_rule_and_accepted_sentences_by_block(tmp_path: Path) -> None:
    files = {
        "copy/a.toml": text_rule(find("保本"), find("稳{safe}"), unless=[]),
        "copy/b.toml": text_rule(find("本金"), accept("有风险"), accept("会亏损", "可能亏损"), form="disclosure"),
        "words/safe.toml": SAFE,
    }
    read = rules(tmp_path, files, TEXT_HEAD).phrasebook.read("保本，稳非常安全，可能亏损，有风险，会亏损。")
    assert {rule: [(hit.phrase, hit.start, hit.end) for hit in hits] for rule, hits in read.hits.items()} == {
        "small.copy.a": [(0, 0, 2), (1, 3, 8)]
    }
    assert read.accepted == {"small.copy.b": [[(14, 17)], [(9, 13), (18, 21)]]}


def test_words_that_a_word_of_the_lexicon_holds_are_excused(tmp_path: Path) -> None:
    lexicon = SAFE.replace("无忧", "续保本合同")
    files = {"copy/a.toml": text_rule(find("保本")), "words/lexicon.toml": lexicon}
    (hit,) = rules(tmp_path, files, TEXT_HEAD).phrasebook.read("续保本合同").hits["small.copy.a"]
    assert hit.excused
