"""Make a graph compute in 8 bits: weights with one scale a column, what is read with one scale a token.

A scale for each token, found when it is read (ZeroQuant; Yao et al., 2022), knows nothing of the other texts of a
batch, and whole numbers add up to the same in any order: so a score is the same alone, in 2 and in 64. Weights keep to
7 bits, for processors without VNNI add pairs of products in 16 bits, where 8 would overflow.
"""

from collections.abc import Iterator

import numpy as np
import onnx
from onnx import NodeProto, TensorProto, helper, numpy_helper

_TOP = 127.0
"""What a token's largest number becomes; 128 is added, for the products are of unsigned by signed numbers."""
_WEIGHT_TOP = 63
_PRODUCTS = ("MatMul", "Gemm")
_SHARED = {
    "q_axis": np.array([-1], np.int64),
    "q_least": np.array(1e-9, np.float32),
    "q_top": np.array(_TOP, np.float32),
    "q_middle": np.array(128, np.float32),
    "q_zero": np.array(128, np.uint8),
}


def quantised(model: onnx.ModelProto, *, smallest: int = 10_000) -> onnx.ModelProto:
    """Return the graph with every product by a matrix of at least so many weights in 8 bits."""
    graph = model.graph
    weights = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    nodes: list[NodeProto] = []
    tokens: set[str] = set()
    used: dict[str, np.ndarray] = {}
    for node in graph.node:
        name = node.input[1] if node.op_type in _PRODUCTS else ""
        if name not in weights or weights[name].ndim != 2 or weights[name].size < smallest:
            nodes.append(node)
            continue
        if node.input[0] not in tokens:
            tokens.add(node.input[0])
            nodes += _token(node.input[0])
        # A Gemm adds its bias itself, and the exporter hands it the matrix turned round.
        used[name] = weights[name].T if node.op_type == "Gemm" else weights[name]
        nodes += _product(node)
    kept = [one for one in graph.initializer if one.name not in used]
    new = [numpy_helper.from_array(value, name) for name, value in (*_SHARED.items(), *_columns(used))]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend([*kept, *new])
    return model


def _token(read: str) -> Iterator[NodeProto]:
    """Yield what turns each token of `read` into whole numbers and a scale, once for all that reads it."""
    yield helper.make_node("Abs", [read], [f"{read}_size"])
    yield helper.make_node("ReduceMax", [f"{read}_size", "q_axis"], [f"{read}_largest"], keepdims=1)
    yield helper.make_node("Max", [f"{read}_largest", "q_least"], [f"{read}_reach"])
    yield helper.make_node("Div", [f"{read}_reach", "q_top"], [f"{read}_scale"])
    yield helper.make_node("Div", ["q_top", f"{read}_reach"], [f"{read}_steps"])
    yield helper.make_node("Mul", [read, f"{read}_steps"], [f"{read}_stretched"])
    yield helper.make_node("Round", [f"{read}_stretched"], [f"{read}_rounded"])
    yield helper.make_node("Add", [f"{read}_rounded", "q_middle"], [f"{read}_raised"])
    yield helper.make_node("Cast", [f"{read}_raised"], [f"{read}_whole"], to=TensorProto.UINT8)


def _product(node: NodeProto) -> Iterator[NodeProto]:
    read, weight, *bias = node.input
    out = node.output[0]
    yield helper.make_node("MatMulInteger", [f"{read}_whole", f"{weight}_whole", "q_zero"], [f"{out}_sum"])
    yield helper.make_node("Cast", [f"{out}_sum"], [f"{out}_float"], to=TensorProto.FLOAT)
    yield helper.make_node("Mul", [f"{out}_float", f"{read}_scale"], [f"{out}_scaled"])
    yield helper.make_node("Mul", [f"{out}_scaled", f"{weight}_scale"], [f"{out}_bare" if bias else out])
    if bias:
        yield helper.make_node("Add", [f"{out}_bare", bias[0]], [out])


def _columns(weights: dict[str, np.ndarray]) -> Iterator[tuple[str, np.ndarray]]:
    for name, weight in weights.items():
        scale = np.abs(weight).max(0) / _WEIGHT_TOP + 1e-12
        yield f"{name}_whole", np.rint(weight / scale).astype(np.int8)
        yield f"{name}_scale", scale.astype(np.float32)
