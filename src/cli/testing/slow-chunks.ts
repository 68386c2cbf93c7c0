/** Where in the kernels' memory a slow helper counts its chunks: between what the kernels use and the scratch memories. */
export const SLOW_CHUNKS_ADDRESS = 2040;
