const POLICY = 'Content-Security-Policy';

/** The nonce that a response's policy names; null where it names none. */
export function nonceOf({ headers }: Pick<Response, 'headers'>): string | null {
  return /'nonce-([^']+)'/.exec(headers.get(POLICY) ?? '')?.[1] ?? null;
}

/** The page as the server would give it: with a nonce of this response alone. */
export async function withFreshNonce(kept: Response): Promise<Response> {
  const old = nonceOf(kept);
  if (old === null) return kept;
  const fresh = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const headers = new Headers(kept.headers);
  headers.set(POLICY, headers.get(POLICY)!.replaceAll(old, fresh));
  // They tell of the bytes that were sent.
  for (const name of ['Content-Length', 'Content-Encoding', 'ETag']) headers.delete(name);
  return new Response((await kept.text()).replaceAll(old, fresh), { headers });
}
