"""tantivy for SearchBenchmark: builds an index of a file's lines, then answers questions, a line each."""
import os
import statistics
import sys
import time

try:
    import tantivy
except ImportError:
    print("none", flush=True)
    sys.exit()

lines = open(sys.argv[1], encoding="utf-8", newline="\n").read().split("\n")
folder = os.path.join(sys.argv[2], "tantivy")
os.mkdir(folder)
builder = tantivy.SchemaBuilder()
builder.add_text_field("text", stored=False)
builder.add_integer_field("number", stored=True, indexed=True, fast=True)
index = tantivy.Index(builder.build(), path=folder)

start = time.perf_counter()
writer = index.writer(64_000_000, 1)
for number, line in enumerate(lines):
    writer.add_document(tantivy.Document(text=line, number=number))
writer.commit()
writer.wait_merging_threads()
seconds = time.perf_counter() - start
index.reload()
searcher = index.searcher()
size = sum(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder))
print(seconds, size, flush=True)


def ask(kind, words):
    text = " ".join(words)
    if kind == "phrase":
        text = '"' + text + '"'
    elif kind == "prefix":
        text += "*"
    else:
        text = " AND ".join(words)
    query = index.parse_query(text, ["text"])
    if kind == "best":
        return len(searcher.search(query, 20).hits)
    return len(searcher.search(query, 20, order_by_field="number", order=tantivy.Order.Desc).hits)


for line in sys.stdin:
    kind, rounds, words = line.rstrip("\n").split("\t")
    times = []
    try:
        for _ in range(int(rounds)):
            begin = time.perf_counter()
            ask(kind, words.split())
            times.append((time.perf_counter() - begin) * 1000)
        print(statistics.median(times), flush=True)
    except ValueError:
        # A form that this version does not read.
        print("nan", flush=True)
