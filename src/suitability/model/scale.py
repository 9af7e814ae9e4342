"""Level scales: the ranks of customers and of products, as packs define them."""

import attrs


@attrs.frozen
class Scale:
    """An ordered scale of levels, lowest first.

    `aliases` are other names that records may use, each read as the level it names
    (the handbooks' 稳健 as C2, say).
    """

    name: str
    levels: tuple[str, ...]
    aliases: tuple[tuple[str, str], ...] = ()
    ranks: dict[str, int] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        ranks = {level: rank for rank, level in enumerate(self.levels)}
        ranks.update({alias: ranks[level] for alias, level in self.aliases})
        object.__setattr__(self, "ranks", ranks)
