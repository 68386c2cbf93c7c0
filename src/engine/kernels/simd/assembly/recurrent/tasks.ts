/** Tasks of recurrent layers over whole sequences; a chunk is some rows of the batch. See forward.ts and backward.ts. */
import { backward } from './backward';
import { forward, GRU_SLOTS, LSTM_SLOTS } from './forward';

export { packGates, packGatesDeep } from './pack';

export function gruForward(args: usize, chunk: i32, scratch: usize): void {
  forward(args, chunk, scratch, GRU_SLOTS);
}

export function gruBackward(args: usize, chunk: i32, scratch: usize): void {
  backward(args, chunk, scratch, GRU_SLOTS);
}

export function lstmForward(args: usize, chunk: i32, scratch: usize): void {
  forward(args, chunk, scratch, LSTM_SLOTS);
}

export function lstmBackward(args: usize, chunk: i32, scratch: usize): void {
  backward(args, chunk, scratch, LSTM_SLOTS);
}
