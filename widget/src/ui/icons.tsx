const paths = {
  camera: 'M4 8h3l2-3h6l2 3h3v11H4zM12 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  warning: 'M12 4l9 16H3zM12 10v4.5M12 17.2v.3',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5M12 7.8v.3',
} as const;

/** A decorative icon; the words beside it carry the meaning. */
export function Icon({ name }: { name: keyof typeof paths }) {
  return <Drawing path={paths[name]} />;
}

/** An icon that a part loaded later brings along: its lines in a square of 24. */
export function Drawing({ path }: { path: string }) {
  return (
    <svg className="sf-icon" width="24" fill="none" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={path} />
    </svg>
  );
}
