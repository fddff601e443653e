import { element } from '../dom.js';
import { Grid } from './map-grid.js';

const NEAR = 12;
const STILL = 4;
const [LEAST, MOST] = [.7, 400];
const STEP = 1.5;
const MARGIN = 24;
const FULL = 0xE6;
const light = matchMedia('(prefers-color-scheme: light)');

/**
 * A hundred thousand points, drawn anew at every step of a move: pixel by pixel into one array, for a canvas asked for as
 * many discs takes too long. Says `hover` (detail: a point or −1, and where) and `pick` (a point or −1).
 */
export class MapCanvas extends EventTarget {
  #canvas;
  #context;
  #points = new Int16Array();
  #bands = new Uint8Array();
  #grid = new Grid(new Int16Array());
  #hidden = new Uint8Array(256);
  #colours = [];
  #pixels = null;
  #image = null;
  #zoom = 1;
  #x = 0;
  #y = 0;
  #asked = 0;
  #pointers = new Map();
  #moved = 0;

  /** The point that is looked at, and those around it; −1 and none. */
  chosen = -1;
  near = [];
  #hovered = -1;

  constructor(canvas) {
    super();
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d');
    new ResizeObserver(() => this.#resize()).observe(canvas);
    light.addEventListener('change', () => { this.#readColours(); this.draw(); });
    canvas.addEventListener('pointerdown', event => this.#down(event));
    canvas.addEventListener('pointermove', event => this.#move(event));
    canvas.addEventListener('pointerup', event => this.#up(event));
    canvas.addEventListener('pointercancel', event => this.#pointers.delete(event.pointerId));
    canvas.addEventListener('pointerleave', () => this.#hover(-1, 0, 0));
    canvas.addEventListener('wheel', event => this.#wheel(event), { passive: false });
    canvas.addEventListener('keydown', event => this.#key(event));
    this.#readColours();
  }

  /** Shows points: x and y, point by point, and the number of each one's band. */
  show(points, bands) {
    [this.#points, this.#bands, this.#grid] = [points, bands, new Grid(points)];
    [this.chosen, this.near, this.#hovered] = [-1, [], -1];
    this.whole();
  }

  /** Leaves a band out, or lets it in again. */
  hide(band, isHidden) {
    this.#hidden[band] = isHidden ? 1 : 0;
    this.draw();
  }

  /** Shows all of it. */
  whole() {
    [this.#zoom, this.#x, this.#y] = [1, 0, 0];
    this.draw();
  }

  /** Comes closer (above 1), or goes back, around a place of the canvas; its middle, if none is said. */
  zoomBy(factor, px = this.#canvas.clientWidth / 2, py = this.#canvas.clientHeight / 2) {
    const [x, y] = [this.#mapX(px), this.#mapY(py)];
    this.#zoom = Math.max(LEAST, Math.min(MOST, this.#zoom * factor));
    this.#x = (px - this.#canvas.clientWidth / 2) / this.#scale - x;
    this.#y = (py - this.#canvas.clientHeight / 2) / this.#scale - y;
    this.draw();
  }

  /** Moves what is shown by so many pixels. */
  panBy(dx, dy) {
    this.#x += dx / this.#scale;
    this.#y += dy / this.#scale;
    this.draw();
  }

  /** Brings points into view: as close as shows all of them, with some room around. */
  frame(points) {
    const xs = points.map(i => this.#points[2 * i]);
    const ys = points.map(i => this.#points[2 * i + 1]);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const fit = Math.min(this.#canvas.clientWidth / Math.max(right - left, 600), this.#canvas.clientHeight / Math.max(bottom - top, 600)) * .6;
    this.#zoom = Math.max(1, Math.min(MOST, this.#zoom * fit / this.#scale));
    [this.#x, this.#y] = [-(left + right) / 2, -(top + bottom) / 2];
    this.draw();
  }

  /** Draws with the next frame; asked for many times, once. */
  draw() {
    this.#asked ||= requestAnimationFrame(() => {
      this.#asked = 0;
      this.#paint();
    });
  }

  get #scale() {
    return this.#zoom * (Math.min(this.#canvas.clientWidth, this.#canvas.clientHeight) / 2 - MARGIN) / 32_767;
  }

  #mapX = px => (px - this.#canvas.clientWidth / 2) / this.#scale - this.#x;

  #mapY = py => (py - this.#canvas.clientHeight / 2) / this.#scale - this.#y;

  #screenX = i => (this.#points[2 * i] + this.#x) * this.#scale + this.#canvas.clientWidth / 2;

  #screenY = i => (this.#points[2 * i + 1] + this.#y) * this.#scale + this.#canvas.clientHeight / 2;

  #resize() {
    const { clientWidth, clientHeight } = this.#canvas;
    if (clientWidth === 0) return;
    const ratio = Math.min(devicePixelRatio, 2);
    [this.#canvas.width, this.#canvas.height] = [Math.round(clientWidth * ratio), Math.round(clientHeight * ratio)];
    this.#image = this.#context.createImageData(this.#canvas.width, this.#canvas.height);
    this.#pixels = new Uint32Array(this.#image.data.buffer);
    // At once: a canvas that was given another size is empty until it is drawn on.
    this.#paint();
  }

  /** Colours as the style sheet has them, in the order of bytes of an image. */
  #readColours() {
    const probe = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    // Resolved by the browser, on something in the page: a custom property is only the text of it.
    const sample = document.body.appendChild(element('i', { hidden: true }));
    const bytes = name => {
      sample.style.color = `var(${name})`;
      probe.clearRect(0, 0, 1, 1);
      probe.fillStyle = getComputedStyle(sample).color;
      probe.fillRect(0, 0, 1, 1);
      const [r, g, b] = probe.getImageData(0, 0, 1, 1).data;
      return b << 16 | g << 8 | r;
    };
    this.#colours = Array.from({ length: 11 }, (_, band) => bytes(`--band-${band}`));
    sample.remove();
    this.ink = getComputedStyle(document.body).color;
  }

  #paint() {
    if (!this.#pixels) return;
    const [width, height, pixels] = [this.#canvas.width, this.#canvas.height, this.#pixels];
    const ratio = width / this.#canvas.clientWidth;
    const count = this.#points.length / 2;
    const size = ratio * Math.min(5, (count < 2000 ? 3 : count < 20_000 ? 1.9 : 1.15) + .45 * Math.log2(Math.max(1, this.#zoom)));
    const { inner, rim, cover, reach } = disc(size, width);
    const scale = this.#scale * ratio;
    const [left, top] = [width / 2 + this.#x * scale, height / 2 + this.#y * scale];
    const [points, bands, hidden, colours] = [this.#points, this.#bands, this.#hidden, this.#colours];
    pixels.fill(0);
    for (let i = 0; i < count; i++) {
      const band = bands[i];
      if (hidden[band]) continue;
      const px = points[2 * i] * scale + left | 0;
      const py = points[2 * i + 1] * scale + top | 0;
      if (px < reach || py < reach || px >= width - reach || py >= height - reach) continue;
      const at = py * width + px;
      const colour = colours[band];
      const whole = (colour | FULL << 24) >>> 0;
      for (let k = 0; k < inner.length; k++) pixels[at + inner[k]] = whole;
      for (let k = 0; k < rim.length; k++) if (pixels[at + rim[k]] >>> 24 < cover[k]) pixels[at + rim[k]] = (colour | cover[k] << 24) >>> 0;
    }
    this.#context.putImageData(this.#image, 0, 0);
    this.#mark(ratio);
  }

  /** What is looked at and hovered over, above the points. */
  #mark(ratio) {
    const context = this.#context;
    context.save();
    context.scale(ratio, ratio);
    context.strokeStyle = this.ink;
    if (this.chosen >= 0) {
      const [x, y] = [this.#screenX(this.chosen), this.#screenY(this.chosen)];
      context.globalAlpha = .45;
      context.beginPath();
      for (const other of this.near) {
        context.moveTo(x, y);
        context.lineTo(this.#screenX(other), this.#screenY(other));
      }
      context.stroke();
      context.globalAlpha = 1;
      for (const other of this.near) ring(context, this.#screenX(other), this.#screenY(other), 5, 1.5);
      ring(context, x, y, 9, 3);
    }
    if (this.#hovered >= 0) ring(context, this.#screenX(this.#hovered), this.#screenY(this.#hovered), 7, 2);
    context.restore();
  }

  #down(event) {
    this.#canvas.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, event);
    this.#moved = 0;
    this.#hover(-1, 0, 0);
  }

  #move(event) {
    const before = this.#pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType === 'mouse') this.#hover(this.#at(event.offsetX, event.offsetY), event.offsetX, event.offsetY);
      return;
    }
    this.#moved += Math.hypot(event.offsetX - before.offsetX, event.offsetY - before.offsetY);
    const other = [...this.#pointers.values()].find(pointer => pointer.pointerId !== event.pointerId);
    this.#pointers.set(event.pointerId, event);
    if (!other) return this.panBy(event.offsetX - before.offsetX, event.offsetY - before.offsetY);
    const apart = pointer => Math.hypot(pointer.offsetX - other.offsetX, pointer.offsetY - other.offsetY) || 1;
    this.panBy((event.offsetX - before.offsetX) / 2, (event.offsetY - before.offsetY) / 2);
    this.zoomBy(apart(event) / apart(before), (event.offsetX + other.offsetX) / 2, (event.offsetY + other.offsetY) / 2);
  }

  #up(event) {
    this.#pointers.delete(event.pointerId);
    if (this.#moved < STILL) this.dispatchEvent(new CustomEvent('pick', { detail: this.#at(event.offsetX, event.offsetY) }));
  }

  #wheel(event) {
    event.preventDefault();
    this.zoomBy(Math.exp(-event.deltaY * (event.ctrlKey ? .01 : .002)), event.offsetX, event.offsetY);
  }

  #key(event) {
    const step = 60;
    const moves = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in moves) this.panBy(...moves[event.key]);
    else if (event.key === '+' || event.key === '=') this.zoomBy(STEP);
    else if (event.key === '-') this.zoomBy(1 / STEP);
    else if (event.key === '0') this.whole();
    else if (event.key === 'Enter') this.dispatchEvent(new CustomEvent('pick', { detail: this.#at(this.#canvas.clientWidth / 2, this.#canvas.clientHeight / 2, 4 * NEAR) }));
    else return;
    event.preventDefault();
  }

  #at = (px, py, reach = NEAR) => this.#grid.nearest(this.#mapX(px), this.#mapY(py), reach / this.#scale, i => !this.#hidden[this.#bands[i]]);

  #hover(point, x, y) {
    if (point === this.#hovered) return;
    this.#hovered = point;
    this.#canvas.classList.toggle('over', point >= 0);
    this.dispatchEvent(new CustomEvent('hover', { detail: { point, x: point < 0 ? x : this.#screenX(point), y: point < 0 ? y : this.#screenY(point) } }));
    this.draw();
  }
}

function ring(context, x, y, radius, width) {
  context.lineWidth = width;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}

let last = {};

/** Which pixels around its middle a disc covers whole, and which in part, as steps in an image so many pixels wide. */
function disc(radius, width) {
  const rounded = Math.round(4 * radius) / 4;
  if (last.rounded === rounded && last.width === width) return last;
  const reach = Math.ceil(rounded);
  const [inner, rim, cover] = [[], [], []];
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      const beyond = Math.hypot(x, y) - rounded;
      if (beyond <= -.5) inner.push(y * width + x);
      else if (beyond < .5) {
        rim.push(y * width + x);
        cover.push(FULL * (.5 - beyond));
      }
    }
  }
  return last = { rounded, width, reach: reach + 1, inner: Int32Array.from(inner), rim: Int32Array.from(rim), cover: Uint8Array.from(cover) };
}
