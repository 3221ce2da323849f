import { render } from '@testing-library/react';
import { createMemoryRouter } from 'react-router';
import { App } from '../app/App';
import { createQueryClient } from '../app/queryClient';
import { routes } from '../app/routes';

/** The whole console at this address. */
export function renderConsole(address: string) {
  const router = createMemoryRouter(routes, { initialEntries: [address] });
  render(<App queryClient={createQueryClient()} router={router} />);
  return router;
}
