/** The text in the built page that the server replaces by a fresh nonce at every response. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/**
 * What the page may load: its own files, WebAssembly, workers made from blobs (tfjs), and nothing from elsewhere.
 * The nonce is for the style elements that react-aria adds; it finds it in `<meta property="csp-nonce">`.
 *
 * @param {string} nonce
 * @param {{ script?: readonly string[], connect?: readonly string[] }} [extra] sources that only the development server needs
 * @returns {string} the value of a Content-Security-Policy header
 */
export function contentSecurityPolicy(nonce, extra = {}) {
  const directives = [
    ['default-src', "'none'"],
    ['script-src', "'self'", "'wasm-unsafe-eval'", ...(extra.script ?? [])],
    ['worker-src', "'self'", 'blob:'],
    ['style-src', "'self'", `'nonce-${nonce}'`],
    ['img-src', "'self'", 'data:', 'blob:'],
    ['media-src', "'self'", 'blob:'],
    ['connect-src', "'self'", ...(extra.connect ?? [])],
    ['font-src', "'self'"],
    ['manifest-src', "'self'"],
    ['base-uri', "'none'"],
    ['form-action', "'none'"],
    ['frame-ancestors', "'none'"],
  ];
  return directives.map((directive) => directive.join(' ')).join('; ');
}

/**
 * Headers of every response. The first two make the page cross-origin isolated: threads share memory only then.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};
