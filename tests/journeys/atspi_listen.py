"""A listener outside the window, as a screen reader is one. Run by the system's Python, which has the bindings.

On each line of stdin it prints, as one line of JSON, what the application «Vaglio» is showing: role, name, and whether
it can have the focus.
"""

import json
import sys

import pyatspi


def told(node, found):
    try:
        states = node.getState()
        if not states.contains(pyatspi.STATE_SHOWING) and node.getRole() != pyatspi.ROLE_APPLICATION:
            return
        found.append([node.getRoleName(), node.name, bool(states.contains(pyatspi.STATE_FOCUSABLE))])
        for n in range(node.childCount):
            if (child := node.getChildAtIndex(n)) is not None:
                told(child, found)
    except Exception as problem:  # a node that went away while it was read
        found.append(["gone", str(problem), False])


for _line in sys.stdin:
    found = []
    for application in pyatspi.Registry.getDesktop(0):
        if application is not None and application.name.startswith("Vaglio"):
            told(application, found)
    print(json.dumps(found), flush=True)
