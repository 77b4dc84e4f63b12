// Draws the charts of a page from the JSON beside them. Every number that is drawn stands in the page's table too; without
// this file the tables are opened, and nothing is lost.
(function () {
  'use strict';
  const charts = new Map();

  function colours() {
    const style = getComputedStyle(document.documentElement);
    const of = (name) => style.getPropertyValue(name).trim();
    return { text: of('--text'), quiet: of('--quiet'), line: of('--line'), bar: of('--bar'), whole: of('--bar-whole'), back: of('--surface') };
  }

  const pen = document.createElement('canvas').getContext('2d');

  // How wide a text is drawn.
  function measured(text, font) {
    pen.font = font + ' ' + getComputedStyle(document.body).fontFamily;
    return pen.measureText(text).width;
  }

  // A name in as many lines as its room needs, broken between words. ECharts would break it too, but takes å, ä and ö for letters
  // twice as wide.
  function broken(name, width, font) {
    const lines = [''];
    name.split(' ').forEach((word) => {
      const longer = lines[lines.length - 1] ? lines[lines.length - 1] + ' ' + word : word;
      if (lines[lines.length - 1] && measured(longer, font) > width) { lines.push(word); } else { lines[lines.length - 1] = longer; }
    });
    return lines;
  }

  // One panel above the other, as rows are mostly periods: a hidden or missing figure is a gap, never a nought.
  function lines(data, width) {
    const colour = colours();
    const height = 190, foot = 46, left = 64;
    const names = data.panels.map((panel) => broken(panel.name, width - 16, '600 13px'));
    const head = 22 + 18 * Math.max(...names.map((name) => name.length));
    const grids = [], xs = [], ys = [], series = [];
    data.panels.forEach((panel, i) => {
      grids.push({ left: left, right: 28, top: head + i * (head + height + foot), height: height });
      xs.push({ type: 'category', gridIndex: i, data: data.rows, boundaryGap: data.rows.length === 1, axisTick: { show: false }, axisLine: { lineStyle: { color: colour.quiet } }, axisLabel: { color: colour.text, fontSize: 12, hideOverlap: true, width: 120, overflow: 'truncate' } });
      ys.push({ type: 'value', gridIndex: i, scale: false, name: names[i].join('\n'), nameGap: 14, nameTextStyle: { align: 'left', color: colour.text, fontSize: 13, fontWeight: 600, lineHeight: 18, padding: [0, 0, 0, -left + 8] }, splitNumber: 4, splitLine: { lineStyle: { color: colour.line } }, axisLabel: { color: colour.text, fontSize: 12, formatter: (value) => value.toLocaleString(document.documentElement.lang) } });
      series.push({
        type: 'line', xAxisIndex: i, yAxisIndex: i, animation: false, cursor: 'default', connectNulls: false, symbol: 'circle', symbolSize: 6, lineStyle: { color: colour.bar, width: 2 }, itemStyle: { color: colour.bar }, data: panel.values,
        label: { show: data.rows.length * 52 < width - left, position: 'top', color: colour.text, fontSize: 12, formatter: (point) => panel.texts[point.dataIndex] },
      });
    });
    return {
      height: data.panels.length * (head + height + foot),
      option: { animation: false, backgroundColor: 'transparent', textStyle: { fontFamily: getComputedStyle(document.body).fontFamily }, grid: grids, xAxis: xs, yAxis: ys, series: series },
    };
  }

  // A sum beside the parts that it is the sum of leaves nothing to see of them: it is written, and not drawn.
  function isDwarfing(data, panel, row) {
    const parts = panel.values.slice(1).filter((value) => value !== null);
    return data.whole && row === 0 && !panel.percent && parts.length > 0 && panel.values[0] > 1.5 * Math.max(...parts);
  }

  function option(data, width) {
    const colour = colours();
    const isNarrow = width < 620;
    const columns = isNarrow ? 1 : data.panels.length;
    const longestName = Math.max(...data.rows.map((row) => measured(row, '12.5px')));
    const labels = Math.min(isNarrow ? 152 : 200, 24 + longestName);
    // A name that is too long for its place takes a second line.
    const rows = data.rows.map((row) => broken(row, labels - 14, '12.5px'));
    const isBroken = rows.some((row) => row.length > 1);
    const rowHeight = isBroken ? 36 : 26;
    const panelHeight = data.rows.length * rowHeight;
    const gap = 40;
    const room = (width - labels) / columns;
    // Where panels stand below each other a name begins at the left, and has the whole width.
    const names = data.panels.map((panel) => broken(panel.name, isNarrow ? width - 16 : room - 24, '600 13px'));
    const heads = names.map((name) => 28 + 18 * name.length);
    const head = Math.max(...heads);
    const grids = [], xs = [], ys = [], series = [];
    const isSet = (value) => value !== null;
    const drawn = data.panels.map((panel) => panel.values.map((value, row) => (isDwarfing(data, panel, row) ? null : value)));
    let below = 0;
    data.panels.forEach((panel, i) => {
      const column = isNarrow ? 0 : i;
      const top = isNarrow ? below + heads[i] : head;
      below = top + panelHeight + 8;
      const left = labels + column * room;
      const isFirst = column === 0;
      grids.push({ left: left, top: top, width: Math.max(60, room - gap - 24), height: panelHeight });
      // Panels of one unit have one scale: bars of the same length are the same number wherever they stand.
      const comparable = drawn.filter((values, other) => data.panels[other].unit === panel.unit).flat().filter(isSet);
      const most = Math.max(0, ...comparable.map(Math.abs));
      const isBothWays = comparable.some((value) => value < 0);
      // The number of a bar to the left stands to the right of the line too: there are names on the other side.
      const end = most === 0 ? 1 : isBothWays ? most * 1.2 : most;
      xs.push({ type: 'value', gridIndex: i, min: isBothWays ? -end : 0, max: end, interval: end, axisLabel: { show: false }, axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: isBothWays, showMinLine: false, showMaxLine: false, lineStyle: { color: colour.quiet } } });
      ys.push({ type: 'category', gridIndex: i, inverse: true, data: data.rows, name: names[i].map((line) => '{a|' + line + '}').join('\n') + '\n{b|' + panel.unit + '}', nameLocation: 'start', nameGap: 8, nameTextStyle: { align: 'left', padding: [0, 0, 0, isNarrow ? 4 - left : 0], rich: { a: { color: colour.text, fontSize: 13, fontWeight: 600, lineHeight: 18 }, b: { color: colour.quiet, fontSize: 12, lineHeight: 16 } } }, axisTick: { show: false }, axisLine: { show: !isBothWays, onZero: false, lineStyle: { color: colour.quiet } }, axisLabel: { show: isFirst, interval: 0, color: colour.text, fontSize: 12.5, lineHeight: 15, formatter: (name, row) => rows[row].join('\n') } });
      series.push({
        type: 'bar', xAxisIndex: i, yAxisIndex: i, barWidth: 13, barMinHeight: 0, animation: false, cursor: 'default',
        data: drawn[i].map((value, row) => ({
          value: isSet(value) ? value : 0,
          itemStyle: { color: data.whole && row === 0 ? colour.whole : colour.bar },
        })),
        label: { show: true, position: 'right', distance: 5, color: colour.text, fontSize: 12, formatter: (bar) => panel.texts[bar.dataIndex] },
      });
    });
    return {
      height: isNarrow ? below + 4 : head + panelHeight + 12,
      option: {
        animation: false, backgroundColor: 'transparent', textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
        grid: grids, xAxis: xs, yAxis: ys, series: series,
      },
    };
  }

  function draw(place, data) {
    const width = place.clientWidth;
    if (!width) { return; }
    const drawn = data.lines ? lines(data, width) : option(data, width);
    place.style.height = drawn.height + 'px';
    let chart = charts.get(place);
    if (!chart) {
      chart = window.echarts.init(place, null, { renderer: 'canvas' });
      charts.set(place, chart);
    }
    chart.resize();
    chart.setOption(drawn.option, true);
  }

  function save(place, data) {
    const link = document.createElement('a');
    const name = (data.title + ' ' + data.period).toLowerCase().replace(/[^a-z0-9åäö]+/g, '-').replace(/^-|-$/g, '');
    link.download = 'tvarsyn-' + name + '.png';
    link.href = charts.get(place).getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: colours().back });
    link.click();
  }

  function start() {
    const texts = Array.from(document.querySelectorAll('script.chart-text'));
    if (!window.echarts) {
      document.querySelectorAll('.figure .chart').forEach((chart) => { chart.hidden = true; });
      document.querySelectorAll('details.rows').forEach((rows) => { rows.open = true; });
      return;
    }
    const all = texts.map((text) => ({ place: document.getElementById(text.dataset.for), data: JSON.parse(text.textContent) }));
    const drawAll = () => all.forEach((each) => draw(each.place, each.data));
    drawAll();
    document.querySelectorAll('button.png').forEach((button) => {
      button.hidden = false;
      button.addEventListener('click', () => {
        const each = all.find((one) => one.place.id === button.dataset.for);
        save(each.place, each.data);
      });
    });
    let waiting = 0;
    window.addEventListener('resize', () => { clearTimeout(waiting); waiting = setTimeout(drawAll, 150); });
    window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
    window.addEventListener('beforeprint', drawAll);
    document.documentElement.dataset.charts = String(all.length);
  }

  start();
})();
