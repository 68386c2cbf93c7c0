/** The house's mark: a big vessel, a swan neck, a small vessel. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 40 32" aria-hidden="true">
      <rect x="2" y="12" width="18" height="18" rx="4" fill="none" stroke="currentColor" strokeWidth="2.5" />
      <path d="M2 21h18v5a4 4 0 0 1-4 4H6a4 4 0 0 1-4-4z" fill="currentColor" />
      <path
        d="M11 12c0-6 1-9 5-9l13 4c3 1 4 3 4 7v7"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.5"
        strokeLinecap="round"
      />
      <rect x="29" y="22" width="8" height="8" rx="2" fill="var(--copper)" />
    </svg>
  );
}
