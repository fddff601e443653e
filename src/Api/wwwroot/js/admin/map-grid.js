const SIZE = 65_535;
const EACH = 4;

/** Finds the nearest of many points without looking at all: a grid over the map, its cells' points side by side in one array. */
export class Grid {
  #points;
  #side;
  #starts;
  #order;

  /** points: x and y, point by point, −32,767 to 32,767. */
  constructor(points) {
    const count = points.length / 2;
    this.#points = points;
    this.#side = Math.max(1, Math.min(256, Math.floor(Math.sqrt(count / EACH))));
    this.#starts = new Uint32Array(this.#side ** 2 + 1);
    for (let i = 0; i < count; i++) this.#starts[this.#cell(points[2 * i], points[2 * i + 1]) + 1]++;
    for (let c = 0; c < this.#side ** 2; c++) this.#starts[c + 1] += this.#starts[c];
    const next = this.#starts.slice();
    this.#order = new Uint32Array(count);
    for (let i = 0; i < count; i++) this.#order[next[this.#cell(points[2 * i], points[2 * i + 1])]++] = i;
  }

  /** The point nearest to a place, at most so far away, of those that `allows` lets through; −1 for none. */
  nearest(x, y, reach, allows) {
    let [best, distance] = [-1, reach * reach];
    const [left, right, top, bottom] = [this.#line(x - reach), this.#line(x + reach), this.#line(y - reach), this.#line(y + reach)];
    for (let row = top; row <= bottom; row++) {
      for (let at = this.#starts[row * this.#side + left]; at < this.#starts[row * this.#side + right + 1]; at++) {
        const i = this.#order[at];
        const d = (this.#points[2 * i] - x) ** 2 + (this.#points[2 * i + 1] - y) ** 2;
        if (d < distance && allows(i)) [best, distance] = [i, d];
      }
    }
    return best;
  }

  #line = value => Math.max(0, Math.min(this.#side - 1, Math.floor((value + 32_768) * this.#side / SIZE)));

  #cell = (x, y) => this.#line(y) * this.#side + this.#line(x);
}
