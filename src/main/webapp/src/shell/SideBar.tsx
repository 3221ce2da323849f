import { NavLink } from 'react-router';
import { Icon, type IconName } from '../components/Icon';

const places: { path: string; label: string; icon: IconName }[] = [
  { path: '', label: 'Overview', icon: 'overview' },
  { path: '/adcs', label: 'ADCs', icon: 'adc' },
  { path: '/nodes', label: 'Nodes', icon: 'node' },
  { path: '/usage', label: 'Usage', icon: 'usage' },
  { path: '/billing', label: 'Billing', icon: 'billing' },
  { path: '/settings', label: 'Settings', icon: 'settings' },
];

export function SideBar({ organisation }: { organisation: string }) {
  return (
    <nav className="side-bar" aria-label="Main" style={{ height: '100%' }}>
      {places.map(({ path, label, icon }) => (
        <NavLink key={path} to={`/o/${organisation}${path}`} end={path === ''} className="side-link">
          <Icon name={icon} />
          {label}
        </NavLink>
      ))}
      <div className="side-foot">
        <a href="/api/v1/openapi.yaml">API document</a>
      </div>
    </nav>
  );
}
