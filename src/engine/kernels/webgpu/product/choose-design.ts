import { PipelineCache } from '../program.ts';
import { productDesigns, type ProductDesign } from './designs.ts';

/** A product as nets have it: of some workgroups in either design. */
const SIZE = { rows: 256, columns: 256, depth: 1024 };
const KIND = { transposeA: false, transposeB: true, bias: false, activation: 'linear' } as const;
const RUNS = 3;
/** Tiles are right for most GPUs: how much faster the other design must be to be taken. */
const CLEARLY_FASTER = 1.5;
const STORAGE = 0x80;
const UNIFORM_AND_COPY_TARGET = 0x40 | 0x8;

/** The design that is faster on this device, by trying both. */
export async function chooseDesign(device: GPUDevice): Promise<ProductDesign> {
  const pipelines = new PipelineCache(device);
  const { rows, columns, depth } = SIZE;
  const buffers = [rows * depth, depth * columns, rows * columns].map((floats) =>
    device.createBuffer({ size: 4 * floats, usage: STORAGE }),
  );
  const params = device.createBuffer({ size: 16, usage: UNIFORM_AND_COPY_TARGET });
  device.queue.writeBuffer(params, 0, new Uint32Array([rows, columns, depth, 0]));
  const fastestMs = async (design: ProductDesign): Promise<number> => {
    const { make, workgroups } = productDesigns[design](KIND, SIZE);
    const { pipeline, layout } = pipelines.get(make());
    const entries = [...buffers, params].map((buffer, binding) => ({ binding, resource: { buffer } }));
    const bindGroup = device.createBindGroup({ layout, entries });
    let fastest = Infinity;
    // The first run compiles.
    for (let run = 0; run <= RUNS; run++) {
      const start = performance.now();
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(...workgroups);
      pass.end();
      device.queue.submit([encoder.finish()]);
      await device.queue.onSubmittedWorkDone();
      if (run > 0) fastest = Math.min(fastest, performance.now() - start);
    }
    return fastest;
  };
  try {
    const [direct, tiled] = [await fastestMs('direct'), await fastestMs('tiled')];
    return direct * CLEARLY_FASTER < tiled ? 'direct' : 'tiled';
  } finally {
    for (const buffer of [...buffers, params]) buffer.destroy();
  }
}
