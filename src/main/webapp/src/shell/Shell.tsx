import { AppShell, Burger } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { Navigate, Outlet, useLocation, useParams } from 'react-router';
import { useSession } from '../api/session';
import { PastDueBanner } from '../billing/PastDueBanner';
import { ErrorNotice } from '../components/ErrorNotice';
import { Wordmark } from '../components/Wordmark';
import { NotFound } from './NotFound';
import { rememberOrganisation } from './lastOrganisation';
import { OrganisationMenu } from './OrganisationMenu';
import { SideBar } from './SideBar';
import { ThemeToggle } from './ThemeToggle';
import { UserMenu } from './UserMenu';

export function Shell() {
  const session = useSession();
  const location = useLocation();
  const { organisation = '' } = useParams();
  const [opened, { toggle, close }] = useDisclosure();
  const main = useRef<HTMLElement>(null);
  const path = useRef(location.pathname);

  useEffect(() => {
    if (path.current === location.pathname) return;
    path.current = location.pathname;
    close();
    // A new page is announced and read from its start, as with a full load.
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [location.pathname, close]);

  const known = session.data?.organisations.some(({ id }) => id === organisation) ?? false;
  useEffect(() => {
    if (known) rememberOrganisation(organisation);
  }, [known, organisation]);

  if (session.data === null) {
    const back = `${location.pathname}${location.search}`;
    return <Navigate to={`/sign-in?return=${encodeURIComponent(back)}`} replace />;
  }
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <AppShell
        header={{ height: 48 }}
        navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: !opened } }}
        transitionDuration={120}
      >
        <AppShell.Header>
          <div className="top-bar">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={opened ? 'Close navigation' : 'Open navigation'}
              aria-expanded={opened}
            />
            <Wordmark to={`/o/${organisation}`} />
            <OrganisationMenu organisations={session.data?.organisations ?? []} current={organisation} />
            <span className="spacer" />
            <ThemeToggle />
            <UserMenu email={session.data?.person.email} organisation={organisation} />
          </div>
        </AppShell.Header>
        <AppShell.Navbar>
          <SideBar organisation={organisation} />
        </AppShell.Navbar>
        <AppShell.Main id="main" ref={main} tabIndex={-1}>
          {session.data ? (
            known ? (
              <>
                <PastDueBanner organisation={organisation} />
                <Outlet key={organisation} />
              </>
            ) : (
              <NotFound />
            )
          ) : (
            <div className="page">{session.error && <ErrorNotice error={session.error} />}</div>
          )}
        </AppShell.Main>
      </AppShell>
    </>
  );
}
