import { NavLink } from 'react-router';

/** Tabs that are addresses: they can be linked, opened in a new window and gone back to. */
export function Tabs({ label, items }: { label: string; items: { to: string; label: string }[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {items.map((item) => (
        <NavLink key={item.to} to={item.to} end>
          {item.label}
        </NavLink>
      ))}
    </nav>
  );
}
