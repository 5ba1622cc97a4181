# Load a bundle of `quoin build` with Handlebars: pip install pybars3
import json
import sys

from pybars import Compiler

HELPERS = {
    "ifEquals": lambda this, o, x, y: o["fn"](this) if x == y else o["inverse"](this),
    "unlessEquals": lambda this, o, x, y: o["inverse"](this) if x == y else o["fn"](this),
    "default": lambda this, x, otherwise: otherwise if x is None else x,
    "indent": lambda this, x, by: str(x).replace("\n", "\n" + by),
    "json": lambda this, x, indent=None: json.dumps(x, ensure_ascii=False, indent=indent),
}


def load(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def messages(bundle, values):
    """What to send. Defaults are filled in; a message of blanks only is left out."""
    properties = bundle["variables"]["properties"].items()
    defaults = {name: v["default"] for name, v in properties if "default" in v}
    out = []
    for m in bundle["messages"]:
        if m.get("history"):
            continue  # put earlier turns here
        text = str(Compiler().compile(m["template"])({**defaults, **values}, helpers=HELPERS))
        if text.strip():
            out.append({"role": m["role"], "content": text})
    return out


if __name__ == "__main__":
    values = json.loads(sys.argv[2]) if len(sys.argv) > 2 else {}
    print(json.dumps(messages(load(sys.argv[1]), values), ensure_ascii=False))
