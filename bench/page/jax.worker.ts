import { jax } from '../contestants/jax.ts';
import { answerFromWorker } from './answer-page.ts';

answerFromWorker(jax, null);
