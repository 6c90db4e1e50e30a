"""Prints, as one JSON object on the last line, what a deployment has to know of the flow at an entrypoint."""

import ast
import json
import sys
from pathlib import Path


def flows_in(path):
    """Names of the functions that a file decorates as flows, as far as its text shows them."""
    try:
        tree = ast.parse(Path(path).read_text())
    except (OSError, SyntaxError):
        return []
    functions = (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))
    return [node.name for node in functions if any(is_flow(one) for one in node.decorator_list)]


def is_flow(decorator):
    target = decorator.func if isinstance(decorator, ast.Call) else decorator
    return getattr(target, "id", getattr(target, "attr", None)) == "flow"


def describe(entrypoint):
    from prefect.flows import load_flow_from_entrypoint
    from prefect.utilities.callables import parameter_schema

    # Packages that only the place where it runs has must not keep a flow from being deployed.
    flow = load_flow_from_entrypoint(entrypoint, use_placeholder_flow=True)
    return {
        "name": flow.name,
        "version": flow.version,
        "description": flow.description,
        "tags": [],
        "parameterSchema": parameter_schema(flow).model_dump_for_openapi(),
    }


if __name__ == "__main__":
    entrypoint = sys.argv[1]
    try:
        answer = describe(entrypoint)
    except Exception as error:
        path = entrypoint.rpartition(":")[0]
        answer = {"error": f"{type(error).__name__}: {error}", "flows": flows_in(path)}
    print("\n" + json.dumps(answer))
