import { Outlet } from 'react-router';
import { ConnectionBanner } from './ConnectionBanner';

export function Root() {
  return (
    <>
      <ConnectionBanner />
      <Outlet />
    </>
  );
}
