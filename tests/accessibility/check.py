"""Checks reports in headless Chromium, driven through its DevTools protocol. See run.sh."""

import collections
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

import websocket

# What a page is looked at as: width in pixels, medium, colour scheme.
VIEWS = [
    ("phone", 390, "screen", "light"),
    ("desktop", 1280, "screen", "light"),
    ("desktop, dark", 1280, "screen", "dark"),
    ("print", 794, "print", "light"),
]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
AXE = """axe.run(document, {resultTypes: ['violations']}).then(found => JSON.stringify(
  found.violations.map(one => one.id + ': ' + one.help + ' — ' + one.nodes.slice(0, 3).map(node => node.target).join(', '))))"""


class Browser:
    """One tab of a Chromium of our own."""

    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="survey-chromium-")
        command = ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"]
        command += [f"--user-data-dir={self.profile}", "--remote-allow-origins=*", "about:blank"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port = self.wait_for_port()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list") as answer:
            tab = next(target for target in json.load(answer) if target["type"] == "page")
        self.socket = websocket.create_connection(tab["webSocketDebuggerUrl"], timeout=60)
        self.numbers = itertools.count(1)
        self.events = []
        for domain in ["Page", "Runtime", "Log"]:
            self.call(f"{domain}.enable")

    def wait_for_port(self):
        file = os.path.join(self.profile, "DevToolsActivePort")
        for _ in range(300):
            if os.path.exists(file) and (text := open(file).read()):
                return int(text.split()[0])
            time.sleep(0.1)
        raise SystemExit("Chromium did not start")

    def call(self, method, **parameters):
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == number:
                if "error" in message:
                    raise SystemExit(f"{method}: {message['error']}")
                return message["result"]
            self.events.append(message)

    def evaluate(self, script):
        result = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise SystemExit(f"the check itself failed: {result['exceptionDetails']}")
        return result["result"].get("value")

    def open(self, url):
        self.events.clear()
        self.call("Page.navigate", url=url)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(json.loads(self.socket.recv()))

    def complaints(self):
        """What the console says, and what scripts threw."""
        for event in self.events:
            if event["method"] == "Log.entryAdded":
                yield event["params"]["entry"]["text"]
            elif event["method"] in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown"):
                yield json.dumps(event["params"])

    def close(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)


def check(browser, axe, url, width, medium, scheme):
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 500)
    browser.call("Emulation.setEmulatedMedia", media=medium, features=features)
    browser.open(url)
    yield from browser.complaints()
    overflow = browser.evaluate(OVERFLOW)
    if overflow > 0:
        yield f"the page is {overflow} px wider than the window"
    browser.evaluate(axe)
    yield from json.loads(browser.evaluate(AXE))


def main():
    axe = open(sys.argv[1], encoding="utf-8").read()
    faults = 0
    browser = Browser()
    try:
        for path in sys.argv[2:]:
            for name, width, medium, scheme in VIEWS:
                url = "file://" + os.path.abspath(os.path.join(os.environ.get("OLDPWD", "."), path))
                found = collections.Counter(check(browser, axe, url, width, medium, scheme))
                faults += found.total()
                print(f"{path}, {name}: {found.total() or 'no'} faults")
                for fault, times in found.items():
                    print(f"  {times} × {fault}")
    finally:
        browser.close()
    sys.exit(1 if faults else 0)


main()
