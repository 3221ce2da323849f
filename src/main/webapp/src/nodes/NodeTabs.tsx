import { Tabs } from '../components/Tabs';

export function NodeTabs({ organisation }: { organisation: string }) {
  const base = `/o/${organisation}/nodes`;
  return (
    <Tabs
      label="Nodes"
      items={[
        { to: base, label: 'Nodes' },
        { to: `${base}/join-tokens`, label: 'Join tokens' },
        { to: `${base}/turned-away`, label: 'Turned away' },
      ]}
    />
  );
}
