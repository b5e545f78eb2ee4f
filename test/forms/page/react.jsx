import { createRoot } from 'react-dom/client';

/** Mounts a React page; gives what `mount` of a control is. */
export function react(Component) {
  return (app) => {
    createRoot(app).render(<Component />);
  };
}
