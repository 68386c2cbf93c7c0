import { fork, spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { PendingCalls, type Reply, type Seat } from './seat.ts';

/** The end of what a process wrote about its death. */
const TAIL_CHARACTERS = 2000;

class ProcessSeat implements Seat {
  private readonly calls = new PendingCalls();
  private readonly exited: Promise<void>;
  private tail = '';

  constructor(
    private readonly child: ChildProcess,
    private readonly send: (request: object) => void,
  ) {
    child.stderr?.on('data', (text: Buffer) => {
      this.tail = (this.tail + text.toString()).slice(-TAIL_CHARACTERS);
    });
    this.exited = new Promise((resolve) => {
      const ended = (how: string): void => {
        this.calls.died(`the process ended (${how}) ${this.tail.trim()}`.trim());
        resolve();
      };
      child.once('error', ({ message }) => ended(message));
      child.once('exit', (code, signal) => ended(signal ?? `code ${code}`));
    });
  }

  settle(reply: Reply): void {
    this.calls.settle(reply);
  }

  ask(call: string, argument: unknown, timeoutMs: number): Promise<unknown> {
    return this.calls.ask(this.send, call, argument, timeoutMs, () => this.close());
  }

  async close(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }
}

/** A Node process that runs a TypeScript file of `bench/node`. */
export function startNodeSeat(file: URL): Seat {
  const child = fork(fileURLToPath(file), {
    execArgv: ['--import', 'tsx', '--expose-gc'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  const seat = new ProcessSeat(child, (request) => child.send(request));
  child.on('message', (reply) => seat.settle(reply as Reply));
  return seat;
}

const pytorchFile = fileURLToPath(new URL('../pytorch/pytorch.py', import.meta.url));

/** PyTorch with so many threads. */
export function startPythonSeat(python: string, threads: number): Seat {
  const child = spawn(python, [pytorchFile, String(threads)], { stdio: ['pipe', 'pipe', 'pipe'] });
  // A process that died says so by its exit.
  child.stdin.on('error', () => undefined);
  const seat = new ProcessSeat(child, (request) => child.stdin.write(`${JSON.stringify(request)}\n`));
  createInterface({ input: child.stdout }).on('line', (line) => seat.settle(JSON.parse(line) as Reply));
  return seat;
}
