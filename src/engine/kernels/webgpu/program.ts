/** How a kernel uses a buffer, and what it sees it as. */
export type BufferUse = `${'read' | 'write'} ${'f32' | 'vec4f' | 'i32' | 'u32'}`;

/** A WGSL kernel: its code without the declarations of its buffers and numbers, which are made from the tables here. */
export interface Program {
  /** Names it in labels; together with {@link code} it tells one pipeline from another. */
  readonly name: string;
  /** In the order in which they are handed over. `write` buffers may be read too. */
  readonly buffers: Readonly<Record<string, BufferUse>>;
  /** Members of the uniform `p`, in the order in which they are handed over. */
  readonly params?: Readonly<Record<string, 'u32' | 'i32' | 'f32'>>;
  /** With the entry point `main`. */
  readonly code: string;
}

/** The whole text of a kernel. */
export function wgslOf({ buffers, params = {}, code }: Program): string {
  const names = Object.entries(buffers);
  const fields = Object.entries(params);
  return [
    ...names.map(([name, use], binding) => {
      const [access, element] = use.split(' ');
      const mode = access === 'read' ? 'read' : 'read_write';
      return `@group(0) @binding(${binding}) var<storage, ${mode}> ${name}: array<${element}>;`;
    }),
    ...(fields.length > 0
      ? [
          `struct Params { ${fields.map(([name, type]) => `${name}: ${type}`).join(', ')} }`,
          `@group(0) @binding(${names.length}) var<uniform> p: Params;`,
        ]
      : []),
    code,
  ].join('\n');
}

/** A pipeline with the layout of what it is handed, whether its code reads it or not. */
export interface Pipeline {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

/** Pipelines of one device, each compiled once. */
export class PipelineCache {
  private readonly byProgram = new WeakMap<Program, Pipeline>();
  private readonly byText = new Map<string, Pipeline>();

  constructor(private readonly device: GPUDevice) {}

  get(program: Program): Pipeline {
    const known = this.byProgram.get(program);
    if (known) return known;
    const text = wgslOf(program);
    const pipeline = this.byText.get(text) ?? this.compile(program, text);
    this.byText.set(text, pipeline);
    this.byProgram.set(program, pipeline);
    return pipeline;
  }

  private compile({ name, buffers, params }: Program, code: string): Pipeline {
    const { device } = this;
    const types: GPUBufferBindingType[] = Object.values(buffers).map((use) =>
      use.startsWith('read') ? 'read-only-storage' : 'storage',
    );
    if (params) types.push('uniform');
    const layout = device.createBindGroupLayout({
      label: name,
      // The value of GPUShaderStage.COMPUTE, which Node has under another name.
      entries: types.map((type, binding) => ({ binding, visibility: 4, buffer: { type } })),
    });
    const pipeline = device.createComputePipeline({
      label: name,
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module: device.createShaderModule({ label: name, code }), entryPoint: 'main' },
    });
    return { pipeline, layout };
  }
}
