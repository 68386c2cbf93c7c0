import './provide-gpu.ts';
import { stockTfjs } from '../contestants/tfjs/index.ts';
import { answerFromProcess } from './answer-process.ts';
import { wasmFolder } from './wasm-folder.ts';

answerFromProcess(stockTfjs('layers', wasmFolder));
