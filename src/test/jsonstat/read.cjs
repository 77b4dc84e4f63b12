// Reads a JSON-stat collection with jsonstat-toolkit and writes every cell that it finds, as JSON.
const { readFileSync } = require("node:fs");
const jsonstat = require("jsonstat-toolkit");

const collection = jsonstat(JSON.parse(readFileSync(process.argv[2], "utf8")));
const datasets = collection.Dataset().map((dataset) => {
  const dimensions = dataset.Dimension();
  const cells = [];
  for (let index = 0; index < dataset.n; index++) {
    let rest = index;
    const at = {};
    for (let d = dataset.length - 1; d >= 0; d--) {
      at[dataset.id[d]] = dimensions[d].id[rest % dimensions[d].length];
      rest = Math.floor(rest / dimensions[d].length);
    }
    // Asked by category and not by index: the reader's own arithmetic is used.
    const cell = dataset.Data(at);
    cells.push({ at, value: cell.value === null ? null : String(cell.value), status: cell.status });
  }
  return {
    id: dataset.extension.px.tableid,
    label: dataset.label,
    role: dataset.role,
    note: dataset.note,
    cells,
    categories: Object.fromEntries(
      dimensions.map((dimension, d) => [
        dataset.id[d],
        Object.fromEntries(
          dimension.Category().map((category, c) => [
            dimension.id[c],
            { label: category.label, unit: category.unit ?? null, child: category.id },
          ]),
        ),
      ]),
    ),
  };
});
process.stdout.write(JSON.stringify({ class: collection.class, label: collection.label, note: collection.note, datasets }));
