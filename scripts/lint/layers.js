/**
 * Who may import whom. Paths are relative to the repository, with forward slashes.
 *
 * @typedef {object} Layer
 * @property {string} name
 * @property {RegExp} files which files belong to it
 * @property {RegExp} code whose code it may import
 * @property {RegExp} [types] whose types it may import besides
 * @property {string} reason said in the message
 */

const engineOfViews =
  /^src\/engine\/(core|config|metrics)\/|^src\/engine\/(models|distill)\/catalog\.ts$|^src\/engine\/tasks\/[a-z-]+\/verdict\.ts$|^src\/engine\/experiment\/report\.ts$/;

/**
 * @param {RegExp} a
 * @param {RegExp} b
 */
function either(a, b) {
  return new RegExp(`${a.source}|${b.source}`);
}

/** @type {readonly Layer[]} the first that holds a file decides */
export const layers = [
  {
    name: 'engine',
    files: /^src\/engine\//,
    code: /^src\/engine\//,
    reason:
      'the engine is headless and runs the same in a worker, in the audio worklet and in Node, so it knows nothing above it',
  },
  {
    name: 'protocol',
    files: /^src\/protocol\//,
    code: /^src\/(protocol|engine\/core)\//,
    types: /^src\/engine\//,
    reason: 'the protocol is what two threads agree on, so it holds engine types and no engine code',
  },
  {
    name: 'worklet',
    files: /^workers\/worklet\//,
    code: /^workers\/worklet\/|^src\/engine\/(core|dsp)\/|^src\/protocol\//,
    types: /^src\/engine\//,
    reason: 'the audio thread must stay light, so the worklet takes the signal processing and nothing else',
  },
  {
    name: 'workers',
    files: /^workers\//,
    code: /^(workers|src\/engine|src\/protocol)\//,
    reason:
      'workers are thin shells around the engine and the protocol; page code would drag the DOM into a thread without one',
  },
  {
    name: 'platform',
    files: /^src\/platform\//,
    code: /^src\/(platform|protocol|engine\/core|engine\/config)\//,
    types: /^src\/engine\//,
    reason: 'the platform adapts the browser to the services that the state asks for; engine code belongs in a worker',
  },
  {
    name: 'state',
    files: /^src\/state\//,
    code: either(/^src\/state\//, engineOfViews),
    types: /^src\/engine\//,
    reason: 'stores see configuration, metrics and catalogues; everything that runs is a service given to them',
  },
  {
    name: 'ui',
    files: /^src\/ui\//,
    code: either(/^src\/(ui|state)\//, engineOfViews),
    types: /^src\/engine\//,
    reason: "views see state and catalogues; the page's first chunk must hold no engine internals and no tfjs",
  },
  {
    name: 'cli',
    files: /^src\/cli\//,
    code: /^src\/(cli|engine|protocol)\//,
    reason: 'the terminal runs the engine alone, without a page',
  },
  {
    name: 'main.tsx',
    files: /^src\/main\.tsx$/,
    code: /^src\/(engine\/(core|config|metrics|experiment)|protocol|platform|state|ui)\/|^src\/engine\/(models|distill)\/catalog\.ts$|^workers\//,
    types: /^src\/engine\//,
    reason: 'the composition root joins all layers of the page; what trains is loaded by workers alone',
  },
  {
    name: 'bench',
    files: /^bench\//,
    code: /^(bench|src\/engine|src\/protocol|src\/cli|scripts|workers)\//,
    reason: 'the benchmark measures the engine and the built page from outside; it draws no views of its own',
  },
  {
    name: 'scripts',
    files: /^(scripts|[^/]+$)/,
    code: /^(scripts|src\/engine|src\/protocol|src\/cli)\//,
    reason: 'scripts build and check the project and need no page',
  },
];

/** Tests and what only tests share. They may reach across layers; nothing else may reach them. */
export const testFiles = /\.test\.tsx?$|\/testing\/|^e2e\//;

/**
 * Packages that belong to some layers alone.
 *
 * @type {readonly { packages: RegExp, allowedIn: RegExp, reason: string }[]}
 */
export const packageRules = [
  {
    packages: /^@tensorflow\//,
    allowedIn: /^src\/engine\/(tensor|kernels)\/|^workers\/(?!worklet\/)|^src\/cli\/|^bench\//,
    reason:
      'src/engine/tensor is the one seam to tfjs (kernels plug in beside it; workers and the terminal register backends)',
  },
  {
    packages: /^node:/,
    allowedIn: /^src\/cli\/|^scripts\/|^bench\/(?!page\/|contestants\/)|^[^/]+$/,
    reason: "only the terminal, scripts, the benchmark's driver and tests run in Node alone",
  },
  {
    packages: /^@jax-js\//,
    allowedIn: /^bench\//,
    reason: 'it is a rival in the benchmark, and nothing that the product needs',
  },
  {
    packages:
      /^(react|react-dom|react-is|react-i18next|react-aria-components|react-aria|react-stately|recharts|zustand|zustand\/react|eslint-plugin-react-hooks)(\/|$)/,
    allowedIn: /^src\/ui\/|^src\/main\.tsx$|^[^/]+$/,
    reason: 'React lives in src/ui and src/main.tsx; stores take zustand/vanilla',
  },
  {
    packages: /^(i18next|i18next-.*)$/,
    allowedIn: /^src\/ui\/|^src\/main\.tsx$/,
    reason: 'layers below the views give codes and parameters, never sentences',
  },
  {
    packages: /^idb(\/|$)/,
    allowedIn: /^src\/platform\//,
    reason: 'storage is behind the platform',
  },
  {
    packages: /^comlink$/,
    allowedIn: /^src\/(platform|protocol|cli)\/|^workers\//,
    reason: 'threads talk through the protocol; the platform and the terminal hold their handles',
  },
  {
    packages: /^(vite|vitest|sirv|open|tsx|commander|playwright|@playwright\/test)(\/|$)/,
    allowedIn: /^src\/cli\/|^scripts\/|^bench\/(?!page\/|contestants\/)|^[^/]+$/,
    reason: 'tools of the terminal and of scripts have no place in the page',
  },
];

/** zustand's parts without React are free for the stores. */
export const freePackages = /^zustand\/(vanilla|middleware)(\/|$)/;
