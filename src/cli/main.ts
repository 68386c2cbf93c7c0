import { distill } from './distill.ts';

const code = await distill(process.argv.slice(2), process);
if (code !== 0) process.exit(code);
