import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * @typedef {object} KernelBuild
 * @property {string} entry AssemblyScript; all files beside it are taken for its sources
 * @property {string} out TypeScript module whose default export is the binary in base64
 * @property {readonly string[]} flags of the AssemblyScript compiler
 */

const common = [
  ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert', '--runtime', 'stub'],
  // Nothing in these modules aborts; without this the compiler imports a handler.
  ...['--use', 'abort='],
  ...['--importMemory', '--memoryBase', '1024', '--initialMemory', '16'],
];
/** 4 GiB: all that 32-bit addresses reach. */
const shared = ['--enable', 'simd,relaxed-simd,threads', '--sharedMemory', '--maximumMemory', '65536'];
const training = 'src/engine/kernels/simd';

/** @type {readonly KernelBuild[]} one source may be built several ways */
export const kernelBuilds = [
  build(training, 'relaxed', [...shared, '--use', 'RELAXED=1']),
  build(training, 'plain', [...shared, '--use', 'RELAXED=0']),
  // For browsers that refuse shared memory to a page that is not isolated: 1 GiB, which never grows.
  build(training, 'unshared', ['--enable', 'simd,threads', '--maximumMemory', '16384', '--use', 'RELAXED=0']),
  // 64 MiB at most: every front end has a memory of its own, and some browsers set the most aside at once.
  build('src/engine/dsp', 'front-end', ['--enable', 'simd', '--maximumMemory', '1024']),
];

/** WebAssembly of libraries that must be there without a request of its own: a worklet cannot make one. */
const inlined = [
  {
    file: 'node_modules/@shiguredo/rnnoise-wasm/dist/rnnoise_simd.wasm',
    out: 'src/engine/dsp/build/rnnoise.ts',
  },
];

/**
 * @param {string} folder
 * @param {string} name
 * @param {readonly string[]} flags
 * @returns {KernelBuild}
 */
function build(folder, name, flags) {
  return { entry: `${folder}/assembly/index.ts`, out: `${folder}/build/${name}.ts`, flags: [...common, ...flags] };
}

/**
 * Builds the WebAssembly kernels from AssemblyScript, unless they were built from the same sources, and puts that of
 * libraries beside them.
 *
 * @param {string} root
 * @returns {Promise<void>}
 * @throws {Error} with the compiler's messages
 */
export async function ensureKernels(root) {
  for (const wanted of kernelBuilds) {
    await ensureModule(join(root, wanted.out), hashOf(root, wanted), () => compile(root, wanted));
  }
  for (const { file, out } of inlined) {
    const binary = readFileSync(join(root, file));
    await ensureModule(join(root, out), createHash('sha256').update(binary).digest('hex'), () => binary);
  }
}

/**
 * @param {string} out
 * @param {string} hash of what the binary is made of
 * @param {() => Uint8Array | Promise<Uint8Array>} make
 */
async function ensureModule(out, hash, make) {
  const stamp = `// ${hash}`;
  if (existsSync(out) && readFileSync(out, 'utf8').startsWith(`${stamp}\n`)) return;
  const binary = await make();
  mkdirSync(dirname(out), { recursive: true });
  // Several tools may start at once: none may read half a file.
  const half = `${out}.${process.pid}`;
  writeFileSync(half, `${stamp}\nexport default '${Buffer.from(binary).toString('base64')}';\n`);
  renameSync(half, out);
}

/**
 * @param {string} root
 * @param {KernelBuild} wanted
 * @returns {Promise<Uint8Array>}
 */
async function compile(root, { entry, out, flags }) {
  console.log(`Building the kernels ${basename(out, '.ts')}...`);
  // By a name that the type checker does not follow: the compiler's declarations replace those of the console.
  const name = 'assemblyscript/asc';
  const { default: asc } = await import(name);
  /** @type {Uint8Array | string | undefined} */
  let binary;
  const { error, stderr } = await asc.main([entry, '--outFile', 'kernels.wasm', ...flags], {
    readFile: (/** @type {string} */ name, /** @type {string} */ base) => {
      const file = join(root, base, name);
      return existsSync(file) ? readFileSync(file, 'utf8') : null;
    },
    writeFile: (/** @type {string} */ _name, /** @type {string | Uint8Array} */ contents) => {
      binary = contents;
    },
    listFiles: () => [],
  });
  if (error || !(binary instanceof Uint8Array)) {
    throw new Error(`The kernels ${entry} could not be built:\n${stderr.toString()}${error ? error.message : ''}`);
  }
  return binary;
}

/**
 * @param {string} root
 * @param {KernelBuild} wanted
 * @returns {string} over sources, flags and the compiler's version
 */
function hashOf(root, { entry, flags }) {
  const hash = createHash('sha256').update(flags.join(' '));
  hash.update(readFileSync(join(root, 'node_modules/assemblyscript/package.json')));
  const folder = join(root, dirname(entry));
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  for (const name of names.sort())
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(folder, name)))
      .update('\0');
  return hash.digest('hex');
}
