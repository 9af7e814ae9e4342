"""What the build of the documentation does beside its plugins."""

import logging
import re
from typing import Any

import jieba

jieba.setLogLevel(logging.WARNING)

# A line of the source ends with a sentence. After a Chinese mark, and between two Chinese characters, a browser would
# show that end as a blank.
_MARK = r"[\u3000-\u303f\uff00-\uffef]"
_WIDE = r"[\u2018-\u201f\u2026\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_TAGS = r"(?:</?(?:a|code|em|strong)\b[^>]*>)*"
_END = re.compile(rf"({_MARK}{_TAGS})\n|({_WIDE}{_TAGS})\n(?={_TAGS}{_WIDE})")
_NAME = re.compile(r"<code>([^<\s]{1,18}|-[^<]{1,17})</code>")
_SHOWN = re.compile(r"(<pre.*?</pre>)", re.DOTALL)


def on_page_content(html: str, **_: Any) -> str:
    """Join the lines of Chinese text and mark names that are not to be broken, but not in `<pre>`."""

    def mended(part: str) -> str:
        return _NAME.sub(r'<code class="name">\1</code>', _END.sub(r"\1\2", part))

    parts = _SHOWN.split(html)
    return "".join(part if part.startswith("<pre") else mended(part) for part in parts)


def on_page_context(context: Any, page: Any, config: Any, **_: Any) -> Any:
    """Let the switch of language lead to the same page, since both trees hold the same ones."""
    for other in config.extra["alternate"]:
        other["link"] = f"../{other['lang']}/{page.url}"
    return context


def on_post_template(output_content: str, template_name: str, **_: Any) -> str:
    """Write no page and no map for a server; the site is read from wherever it lies."""
    return "" if template_name in ("404.html", "sitemap.xml") else output_content
