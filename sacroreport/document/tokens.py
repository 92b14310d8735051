"""The markdown that documents are written in, as patterns: what a body is taken apart into."""

from __future__ import annotations

import re

SHORTCODE_PATTERN = re.compile(
    r"\{\{<[ \t]+(?P<name>[A-Za-z][\w-]*)(?P<args>(?:[ \t]+[^\s<>{}]+)*)[ \t]+>\}\}"
)
MALFORMED = re.compile(
    r"\{\{[ \t]*<|\{\{%|>[ \t]*\}\}"
    r"|\{(?:\{[ \t]*|[ \t]*<[ \t]*)(?:var|include|meta|pagebreak)\b"
)
"""What looks as if a shortcode were meant."""
TOKENS = re.compile(
    r"""
      (?P<fence>^[ \t>]*(?P<ticks>(?P<tick>`{3,})|~{3,})(?P<info>(?(tick)[^`\n]*|[^\n]*))\n
          (?:.*?^[ \t>]*(?P=ticks)[`~]*[ \t]*$|.*\Z))
    | (?P<comment><!--.*?-->)
    | (?P<escaped>\{\{\{+<)
    | (?P<shortcode>\{\{<[ \t]+(?:[A-Za-z][\w-]*)(?:[ \t]+[^\s<>{}]+)*[ \t]+>\}\})
    | (?P<malformed>\{\{[ \t]*<[^\n{}]*>[ \t]*\}\}|\{\{[ \t]*<|\{\{%|>[ \t]*\}\}
          |\{(?:\{[ \t]*|[ \t]*<[ \t]*)(?:var|include|meta|pagebreak)\b)
    | (?P<escape>\\[^A-Za-z\s])
    | (?P<code>(?P<run>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=run)(?!`)(?P<raw>\{=[^}\n]*\})?)
    | (?P<display>\$\$.+?\$\$)
    | (?P<math>\$(?=[^\s$])(?:(?!\n[ \t]*\n)(?:[^$\\]|\\.))*?(?<=[^\s\\])\$(?!\d))
    | (?P<bare>^[ \t>]*:{3,}[ \t]*(?P<class>[A-Za-z][\w-]*)[ \t:]*$)
    | (?P<byreference>!\[(?:(?!\{\{<)[^\]\[\n])*\](?!\())
    | (?P<definition>^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*(?P<defined><[^>\n]*>|\S+))
    | (?P<target>\]\([ \t]*(?P<to><[^>\n]*>|(?:\{\{<[^\n]*?>\}\}|[^\s()]|\([^\s()]*\))*))
    | (?P<autolink><(?:https?://|mailto:)[^>\s]*>|<[\w.+-]+@[\w.-]+>)
    | (?P<tag></?[A-Za-z][^>\n]*>|<[!?][^>\n]*>)
    | (?P<tex>\\[A-Za-z]+)
    | (?P<executable>(?<![\w}])\{(?:python|r|julia|ojs|mermaid|dot)\b[^}\n]*\})
    | (?P<attributes>\{(?!\{)(?=[ \t]*[#.\w=-])
          (?:"(?:\{\{<[^\n]*?>\}\}|[^"\n])*"|'[^'\n]*'|[^{}"'\n])*\})
    | (?P<metadata>(?<=\n\n)---[ \t]*\n(?=\S))
    | (?P<grid>^\+[-=:]{3,}\+[^\n]*$)
    | (?P<simple>^[ \t]*-{3,}(?:[ \t]+-{3,})+[ \t]*$)
    | (?P<brackets>\[{20,})
    | (?P<control>[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+)
    | (?P<unclosed><!--)
    | (?P<noteref>(?<!!)\[\^(?P<note>[^\]\s]+)\](?!:))
    | (?P<righttoleft>[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+)
    | (?P<reference>(?<![\w@\\])-?@(?P<key>\w(?:[\w:.#$%&+?~/-]*\w)?|\{[^}\s]+\}))
    """,
    re.X | re.M | re.S,
)
ATTRIBUTE = re.compile(
    r"(?P<id>\#[^\s}]+)|(?P<class>\.[^\s}]+)|"
    r"(?P<key>[\w:-]+)=(?:\"[^\"]*\"|'[^']*'|[^\s}]+)|(?P<other>[^\s}]+)"
)
