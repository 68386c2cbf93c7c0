const REQUIRED = [20, 19];

/**
 * @param {string} version such as `20.20.2`
 * @returns {string | null} a sentence that says what to do, or null when this Node will do
 */
export function nodeVersionProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [requiredMajor = 0, requiredMinor = 0] = REQUIRED;
  if (major > requiredMajor || (major === requiredMajor && minor >= requiredMinor)) return null;
  return `Stillhouse needs Node ${REQUIRED.join('.')} or newer; this is ${version}. Get a newer one from https://nodejs.org and try again.`;
}

/** Ends the process with a clear sentence where Node is too old. */
export function requireNodeVersion() {
  const problem = nodeVersionProblem(process.versions.node);
  if (problem === null) return;
  console.error(problem);
  process.exit(1);
}
