"""WordprocessingML written as nested calls: el("w:ind", left=315) is <w:ind w:left="315"/>."""

from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from docx.oxml.xmlchemy import BaseOxmlElement

Element = BaseOxmlElement

# Declared by name: some readers look for the letters r:id and not for the namespace behind them.
_WITH_REFERENCES = {prefix: nsmap[prefix] for prefix in ("w", "r")}


def el(tag: str, *children: Element | str | None, **attributes: object) -> Element:
    """An element; `r_id` names an attribute of another prefix, None among children or values is left out."""
    refers = any(name.startswith("r_") for name in attributes)
    element = OxmlElement(tag, nsdecls=_WITH_REFERENCES if refers else None)
    for name, value in attributes.items():
        if value is not None:
            element.set(qn(name.replace("_", ":", 1) if "_" in name else f"w:{name}"), str(value))
    for child in children:
        if isinstance(child, str):
            element.text = child
        elif child is not None:
            element.append(child)
    return element
