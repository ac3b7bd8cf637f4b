"""The XMP packet of a paper, by hand: it repeats /Info word for word, and says which standards the file keeps.

No library's helper can write the extension schema without which PDF/A refuses the mark of PDF/UA. Knows no library.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from xml.sax.saxutils import escape

PRODUCER = "Vaglio"
Part = Literal[1, 2, 3]


@dataclass(frozen=True)
class Claims:
    """``part`` of PDF/A; ``tagged``: conformance A and PDF/UA-1, B without."""

    part: Part
    tagged: bool


def packet(title: str, author: str, subject: str, lang: str, document_id: str, created: datetime, is_: Claims) -> bytes:
    """All texts on one line already, without what XML cannot carry."""
    when = created.isoformat(timespec="seconds")
    names = f"<rdf:Seq><rdf:li>{_text(author)}</rdf:li></rdf:Seq>"
    parts = [f"<dc:title>{_alt(title)}</dc:title>" if title else ""]
    parts += [f"<dc:creator>{names}</dc:creator>" if author else ""]
    parts += [f"<dc:description>{_alt(subject)}</dc:description>" if subject else ""]
    parts += ["\n<pdfuaid:part>1</pdfuaid:part>"] if is_.tagged else []
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
{_EXTENSION if is_.tagged else ""}<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<pdfaid:part>{is_.part}</pdfaid:part>
<pdfaid:conformance>{"A" if is_.tagged else "B"}</pdfaid:conformance>
{"".join(parts)}
<dc:language><rdf:Bag><rdf:li>{_text(lang)}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
<xmp:CreateDate>{when}</xmp:CreateDate>
<xmp:ModifyDate>{when}</xmp:ModifyDate>
<xmp:MetadataDate>{when}</xmp:MetadataDate>
<xmpMM:DocumentID>{_text(document_id)}</xmpMM:DocumentID>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()


def _text(text: str) -> str:
    """Escaped; and never the word by which a reader in a hurry would take the packet to be over."""
    return escape(text).replace("endstream", "end&#115;tream")


def _alt(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{_text(text)}</rdf:li></rdf:Alt>'


# In a description of its own and before the property it explains: one of the validators reads from top to bottom.
_EXTENSION = """<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file keeps</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
