import type { BenchPage, PageReply } from '../seats/bench-page.ts';

/** Written out one by one, as the bundler finds workers by this very form. */
const libraries: Readonly<Record<string, () => Worker>> = {
  ours: () => new Worker(new URL('./ours.worker.ts', import.meta.url), { type: 'module' }),
  tfjs: () => new Worker(new URL('./tfjs.worker.ts', import.meta.url), { type: 'module' }),
  'tf.layers': () => new Worker(new URL('./layers.worker.ts', import.meta.url), { type: 'module' }),
  'jax-js': () => new Worker(new URL('./jax.worker.ts', import.meta.url), { type: 'module' }),
};

interface Seat {
  readonly worker: Worker;
  reply(reply: PageReply): void;
}

const seats = new Map<number, Seat>();
let lastSeat = 0;

const bench: BenchPage = {
  open(library) {
    const start = libraries[library];
    if (!start) throw new Error(`unknown library ${library}`);
    const worker = start();
    const seat: Seat = { worker, reply: () => undefined };
    worker.onmessage = ({ data }: MessageEvent<PageReply>) => seat.reply(data);
    worker.onerror = (event) => seat.reply({ error: event.message || 'the worker could not be loaded' });
    seats.set(++lastSeat, seat);
    return lastSeat;
  },
  ask(id, call, argument) {
    const seat = seats.get(id);
    if (!seat) return Promise.resolve({ error: 'the worker was ended' });
    return new Promise<PageReply>((resolve) => {
      seat.reply = resolve;
      seat.worker.postMessage({ call, argument });
    });
  },
  close(id) {
    const seat = seats.get(id);
    seat?.worker.terminate();
    seat?.reply({ error: 'the worker was ended' });
    seats.delete(id);
  },
};

Object.assign(globalThis, { bench });
