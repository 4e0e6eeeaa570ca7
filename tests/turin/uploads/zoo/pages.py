"""Pages of HTML that load from elsewhere by ways of their own, and good ones that look alike."""

from tests.turin.uploads.zoo.animal import Animal
from tests.turin.uploads.zoo.texts import PICTURE, html

DRAWN = '<img src="data:image/svg+xml;base64,PHN2Zy8+" alt="">'
SOUND = '<audio src="data:audio/mpeg;base64,//uQxAAA" controls></audio>'
WORD = (
    "<style><!-- @font-face {font-family:Cambria;} p.MsoNormal {margin:0cm; mso-style:''}"
    " v\\:* {behavior:url(#default#VML);} --></style><link rel=File-List href='a_files/list.xml'>"
)
HANDBOOK = html(
    f'<h1 style="color: #036; background: url(#a)">Rights</h1>{PICTURE}{DRAWN}{SOUND}'
    '<p class="filename" title="File a complaint: see https://www.ilo.org">'
    '<a href="files/annex.html" title="JavaScript: not needed">Annex</a>'
    '<a href="//www.ilo.org">ILO</a> <a href="mailto:migrant@ilo.org">Write</a>'
    '<img src="file-1.png" srcset="a.png 1x, data:image/png;base64,//8A 2x" alt="File: a">'
    '<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url(#paint)"/><use href="#a"/></svg>'
    "<p>Write &lt;img src='https://x.example/p'&gt; to show a picture.",
    '<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/"><link rel="icon" href="data:,">'
    "<style>/* from (https://getbootstrap.com), which does not @import anything */"
    "@namespace url(http://www.w3.org/1999/xhtml); @import 'print.css' print;"
    "html { scroll-behavior: smooth; overscroll-behavior: none }"
    "a[href^='https://']::after { content: ' //' }"
    "@font-face { font-family: 'a'; src: local('A'), url(data:font/woff2;base64,//8A) }"
    "p { background: url( 'picture.png' ) }</style>",
)


def styled(words: str) -> bytes:
    return html("", f"<style>{words}</style>")


GOOD = {
    "html of a handbook": HANDBOOK,
    "html of word": html("<p class=MsoNormal>Rights</p>", WORD),
    "html with a style at its end": html("<p>Rights</p><style>p { color: red }"),
}
# By how they load: each is one that browsers follow.
LOADS = {
    "in its set of a style": styled("p { background: image-set('https://x.example/p' 1x) }"),
    "in an escaped style": styled("p { background: u\\rl(https://x.example/p) }"),
    "in a style escaped by numbers": styled("p { background: \\75\n\\000072 l(//x.example/p) }"),
    "in a style of two lines": styled("p { background: url(\n\t//x.example/p) }"),
    "in a style with a turned slash": styled("p { background: url(/\\\\x.example/p) }"),
    "in a style without slashes": styled("p { background: url(https:x.example/p) }"),
    "in a style by a name": styled("p { --a: '//x.example/p'; background: src(var(--a)) }"),
    "in a font": styled("@font-face { font-family: a; src: url(//x.example/f) }"),
    "in a sheet in a sheet": styled("@import url(data:text/css,p{});"),
    "in a sheet behind a remark": styled("@import/**/'data:text/css,p{}';"),
    "in a style in a remark": styled("<!-- @import '//x.example/a'; -->"),
    "in a style that does not end": html("", "<style>@import '//x.example/a';"),
    "in a style that seems to end": html("", "<style/>@import '//x.example/a';</style>"),
    "in a drawing's style": html("<svg><style>@&#105;mport '//x.example/a';</style></svg>"),
    "behind a drawing's style": html("<svg><style><img src=//x.example/p></style></svg>"),
    "in a style of an element": html('<p style="background: url(&quot;//x.example/p&quot;)">'),
    "in the colour of a drawing": html('<svg><rect fill="url(//x.example/p#a)"/></svg>'),
    "in a drawing that moves": html('<svg><image><set to="//x.example/p"/></image></svg>'),
    "in a pattern of a drawing": html('<svg><pattern xlink:href="//x.example/p#a"/></svg>'),
    "by a turned slash": html("<img src='/\\evil.example/x'>"),
    "by two turned slashes": html("<img src='\\\\evil.example\\x'>"),
    "by a slash in letters": html("<img src='/&#9;&sol;evil.example/x'>"),
    "by a scheme alone": html("<img src=https:x.example/p>"),
    "by a set with a turned slash": html("<img srcset='a.png 1x,\\/x.example/p 2x'>"),
    "by a set ahead": html("", "<link rel=preload as=image imagesrcset='//x.example/p'>"),
    "by the first of two": html("<img src=//x.example/p src=a.png>"),
    "by one of two with prefixes": html("<svg><image href=//x.example/p a:href=a.png></svg>"),
    "in what is no data": html("<![CDATA[> <img src=//x.example/p> ]]>"),
    "in an odd tag": html("<img alt='a'\"b/src=//x.example/p>"),
    "on a click": html("<a href='https://www.ilo.org' ping='https://x.example/p'>ILO</a>"),
    "with a sign of who came": html("<img src=a.png attributionsrc=https://x.example/p>"),
    "under another base": html("", "<base href='https://x.example/'>"),
    "by a header": html("", "<meta http-equiv=Link content='</a>; rel=stylesheet'>"),
    "with a film's picture": html("<video poster=//x.example/p></video>"),
    "in a table": html("<table background=//x.example/p></table>"),
}
RUNS = {
    "that asks by a button": html("<button formaction='//x.example'>Go</button>"),
    "with an object": html("<object data=a.swf></object>"),
    "with a page in letters": html("<p srcdoc='&lt;b&gt;'>"),
    "with a script in a drawing": html("<svg><a:script>1</a:script></svg>"),
}
LEADS = {
    "with a link to a server": html("<a href='/\\server\\share'>a</a>"),
    "with a link to a search": html("<a href='search-ms:query=a'>a</a>"),
    "with a sheet in a link": html("", "<link rel=stylesheet href='data:text/css,p{}'>"),
    "with a drawing as a link": html("<a href='data:image/svg+xml,<svg/>'>a</a>"),
}
FETCHES = [(f"html that loads {kind}", content, "FromElsewhere") for kind, content in LOADS.items()]

ANIMALS = [
    *(Animal(kind, "a.html", content, "html") for kind, content in GOOD.items()),
    *(Animal(kind, "a.html", content, decision) for kind, content, decision in FETCHES),
    *(Animal(f"html {kind}", "a.html", content, "HoldsProgram") for kind, content in RUNS.items()),
    *(Animal(f"html {kind}", "a.html", content, "BadLink") for kind, content in LEADS.items()),
    Animal(
        "html that changes its alphabet",
        "a.html",
        html("<img alt='\x1b$B'></p> '\x1b(B' src=//x.example/p>"),
        "UnknownFormat",
    ),
]
