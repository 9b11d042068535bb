"""Prints a safetensors file, read as its specification says.

https://github.com/huggingface/safetensors#format
"""

import json
import struct
import sys


def no_duplicates(pairs):
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names)), "duplicate names"
    return dict(pairs)


def read(path):
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack_from("<Q", data)
    assert data[8:9] == b"{", "a header begins with a brace"
    header = json.loads(data[8 : 8 + length].decode("utf-8"), object_pairs_hook=no_duplicates)
    buffer = data[8 + length :]
    metadata = header.pop("__metadata__", {})
    assert all(type(value) is str for value in metadata.values())
    tensors = {}
    covered = 0
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        begin, end = entry["data_offsets"]
        count = 1
        for extent in entry["shape"]:
            count *= extent
        assert entry["dtype"] == "F32" and begin == covered and end - begin == 4 * count
        tensors[name] = (entry["shape"], struct.unpack("<%df" % count, buffer[begin:end]))
        covered = end
    assert covered == len(buffer), "holes"
    return metadata, tensors


def main(path):
    metadata, tensors = read(path)
    for name in sorted(metadata):
        print("metadata", name, len(metadata[name]))
    network = json.loads(metadata["lanewise.network"])
    print("layers", *[node["operation"]["type"] for node in network["nodes"]])
    for name, (shape, values) in tensors.items():
        bits = [struct.pack(">f", value).hex() for value in values]
        print("tensor", name, "x".join(map(str, shape)), *bits)


main(sys.argv[1])
