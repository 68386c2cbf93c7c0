/** The address bar's fragment, without `#`. */
export const addressLink = {
  read(): string {
    return location.hash.slice(1);
  },

  /** Replaces, never pushes: a changed knob is no page to go back to. */
  replace(fragment: string): void {
    if (fragment === addressLink.read()) return;
    const { pathname, search } = location;
    history.replaceState(history.state, '', `${pathname}${search}${fragment === '' ? '' : `#${fragment}`}`);
  },

  /** Someone pasted another link into this tab; {@link addressLink.replace} is not heard. @returns takes the listener off again. */
  onChange(listener: (fragment: string) => void): () => void {
    const heard = () => listener(addressLink.read());
    addEventListener('hashchange', heard);
    return () => removeEventListener('hashchange', heard);
  },
};

/** Of the address: what is not in the experiment. As given: whoever uses a value knows the list and refuses the rest. */
export interface AddressOptions {
  /** `?lang=`, null where it is not given. */
  readonly lang: string | null;
  /** `?backend=`, null where it is not given. */
  readonly backend: string | null;
}

export function addressOptions(search: string = location.search): AddressOptions {
  const given = new URLSearchParams(search);
  return { lang: given.get('lang'), backend: given.get('backend') };
}
