import type { RouteObject } from 'react-router';
import { CheckMail } from '../access/CheckMail';
import { Home } from '../access/Home';
import { SignIn } from '../access/SignIn';
import { SignUp } from '../access/SignUp';
import { Verify } from '../access/Verify';
import { AdcCreate } from '../adcs/AdcCreate';
import { AdcList } from '../adcs/AdcList';
import { AdcPage } from '../adcs/AdcPage';
import { AdcServers } from '../adcs/servers/AdcServers';
import { AdcTraffic } from '../adcs/AdcTraffic';
import { AdcVersions } from '../adcs/AdcVersions';
import { AdcConfiguration } from '../adcs/AdcConfiguration';
import { Billing } from '../billing/Billing';
import { InvoicePage } from '../billing/InvoicePage';
import { JoinTokens } from '../nodes/JoinTokens';
import { NodeList } from '../nodes/NodeList';
import { NodePage } from '../nodes/NodePage';
import { Refusals } from '../nodes/Refusals';
import { Overview } from '../overview/Overview';
import { Settings } from '../settings/Settings';
import { NotFound } from '../shell/NotFound';
import { PageFailed } from '../shell/PageFailed';
import { Root } from '../shell/Root';
import { Shell } from '../shell/Shell';
import { Usage } from '../usage/Usage';

export const routes: RouteObject[] = [
  {
    element: <Root />,
    errorElement: <PageFailed />,
    children: [
      { path: '/', element: <Home /> },
      { path: '/sign-in', element: <SignIn /> },
      { path: '/sign-up', element: <SignUp /> },
      { path: '/check-mail', element: <CheckMail /> },
      { path: '/verify', element: <Verify /> },
      {
        path: '/o/:organisation',
        element: <Shell />,
        children: [
          {
            errorElement: <PageFailed />,
            children: [
              { index: true, element: <Overview /> },
              { path: 'adcs', element: <AdcList /> },
              { path: 'adcs/new', element: <AdcCreate /> },
              {
                path: 'adcs/:id',
                element: <AdcPage />,
                children: [
                  { index: true, element: <AdcConfiguration /> },
                  { path: 'servers', element: <AdcServers /> },
                  { path: 'traffic', element: <AdcTraffic /> },
                  { path: 'versions', element: <AdcVersions /> },
                ],
              },
              { path: 'nodes', element: <NodeList /> },
              { path: 'nodes/join-tokens', element: <JoinTokens /> },
              { path: 'nodes/turned-away', element: <Refusals /> },
              { path: 'nodes/:id', element: <NodePage /> },
              { path: 'usage', element: <Usage /> },
              { path: 'billing', element: <Billing /> },
              { path: 'billing/invoices/:invoice', element: <InvoicePage /> },
              { path: 'settings', element: <Settings /> },
              { path: '*', element: <NotFound /> },
            ],
          },
        ],
      },
      { path: '*', element: <NotFound /> },
    ],
  },
];
