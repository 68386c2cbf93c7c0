import { watchTensorBytes } from '../contestants/peak.ts';
import { stockTfjs } from '../contestants/tfjs/index.ts';
import { answerFromWorker } from './answer-page.ts';
import { stockWasm } from './stock-wasm.ts';

answerFromWorker(stockTfjs('layers', stockWasm), watchTensorBytes().peakBytes);
