/** Names by which drivers that draw on the CPU give themselves away. */
const software = /swiftshader|llvmpipe|softpipe|lavapipe|software|basic render/i;

/** Whether a GPU adapter of this name is none. */
export function isSoftwareAdapter(name: string): boolean {
  return software.test(name);
}
