#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes of this folder what is built into the program: fewer files, under addresses that never change their content.

The call, the landing page and the admin's get one script and one style sheet each: a phone's link pays a round trip for a
handful of files, and headers for each. The tutorial keeps its modules, because it shows the files that run; its pages name
all of them at once. Every address has the version in it: the sum of all files.
"""
import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PACKED = ["index.html", "call/call.html", "admin/index.html"]
OPEN = "learn/pages/*.html"
WHOLE = ["learn", "shared"]  # folders of which each file is there for itself
LICENSE = "// SPDX-License-Identifier: Apache-2.0"
KINDS = {".js", ".css", ".svg", ".png", ".woff2"}

STYLE = re.compile(r'[ ]*<link rel="stylesheet" href="(?:\.\./)*assets/([^"]+)">\n')
MODULE = re.compile(r'([ ]*)<script type="module" src="((?:\.\./)*assets/)([^"]+)"></script>\n')
ASSET = re.compile(r'((?:href|src)="(?:\.\./)*assets/)([^"]+)"')


class Packer:
    """Reads from `web`, and collects what is to be built in: bytes by their path."""

    def __init__(self, web, esbuild):
        self.web = web
        self.program = esbuild
        self.files = {}
        self.read = set()

    def take(self, name, path):
        self.read.add(path)
        self.files[name] = path.read_bytes()

    def esbuild(self, *args, text=""):
        """Runs it in the folder: what it made, and the files that it read."""
        with tempfile.TemporaryDirectory() as folder:
            made, about = Path(folder, "made"), Path(folder, "about.json")
            done = subprocess.run(
                [self.program, "--bundle", "--log-level=warning", f"--outfile={made}", f"--metafile={about}", *args],
                cwd=self.web, input=text, capture_output=True, text=True, check=False)
            if done.returncode or done.stderr:
                sys.exit(f"esbuild {' '.join(args)}:\n{done.stderr}")
            read = [name for name in json.loads(about.read_text())["inputs"] if name != "<stdin>"]
            self.read |= {self.web / name for name in read}
            return made.read_bytes(), read

    def pack(self, name):
        """A document with one script and one style sheet, which is named after it."""
        html = (self.web / name).read_text()
        styles, script = STYLE.findall(html), MODULE.search(html)[3]
        sheet = script.removesuffix(".js") + ".css"
        imports = "".join(f'@import "./{one}";\n' for one in styles)
        self.files[sheet] = self.esbuild("--loader=css", "--minify-whitespace", text=imports)[0]
        self.files[script] = self.esbuild(
            script, "--format=esm", "--minify-whitespace", "--minify-syntax", f"--banner:js={LICENSE}")[0]
        self.add(name, STYLE.sub(lambda link: link[0] if link[1] == sheet else "", html))

    def open(self, name):
        """A document that names all modules which its script will ask for."""
        html = (self.web / name).read_text()
        indent, assets, script = MODULE.search(html).groups()
        modules = self.esbuild(script, "--format=esm")[1]
        links = "".join(f'{indent}<link rel="modulepreload" href="{assets}{one}">\n'
                        for one in modules if one != script)
        self.add(name, MODULE.sub(lambda found: links + found[0], html))

    def add(self, name, html):
        self.read.add(self.web / name)
        self.files[name] = html.encode()

    def close(self):
        """Puts the version into the documents. Call it when all files are there."""
        total = hashlib.sha256()
        for name, content in sorted(self.files.items()):
            total.update(f"{name} {len(content)}\n".encode() + content)
        version = total.hexdigest()[:12]
        for name in [name for name in self.files if name.endswith(".html")]:
            html = self.files[name].decode()
            for _, asset in ASSET.findall(html):
                if asset not in self.files:
                    sys.exit(f"{name}: there is no {asset}")
            self.files[name] = ASSET.sub(rf'\g<1>{version}/\g<2>"', html).encode()
        self.files["version"] = version.encode()


def resource_list(names):
    files = "".join(f'<file alias="{name}">page/{name}</file>\n' for name in sorted(names))
    return f'<gresources><gresource prefix="/confab">\n{files}</gresource></gresources>\n'


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--esbuild", required=True)
    parser.add_argument("--list", type=Path, required=True, help="a .gresource.xml to write; the files come beside it")
    parser.add_argument("--depfile", type=Path, required=True)
    parser.add_argument("more", type=Path, nargs="*", help="files from elsewhere")
    args = parser.parse_args()

    packer = Packer(Path(__file__).resolve().parent, args.esbuild)
    folders = [folder for top in WHOLE for folder in [packer.web / top, *(packer.web / top).glob("**/")]]
    for path in {path for folder in folders for path in folder.iterdir() if path.suffix in KINDS}:
        packer.take(path.relative_to(packer.web).as_posix(), path)
    for path in args.more:
        packer.take(path.name, path)
    for name in PACKED:
        packer.pack(name)
    for path in packer.web.glob(OPEN):
        packer.open(path.relative_to(packer.web).as_posix())
    packer.close()

    folder = args.list.with_name("page")
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in packer.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    args.list.write_text(resource_list(packer.files))
    inputs = sorted(str(path) for path in packer.read | set(folders))
    args.depfile.write_text(f"{args.list}: {' '.join(inputs)}\n")


if __name__ == "__main__":
    main()
