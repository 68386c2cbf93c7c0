import { jax } from '../contestants/jax.ts';
import { answerFromProcess } from './answer-process.ts';

answerFromProcess(jax);
