import { getAt } from '../../lib/pointer';
import { useForm } from './formContext';
import { TextField } from './TextField';

/** Stages name their servers; renaming one takes them along. */
export function ServerName({ pool, index }: { pool: string; index: number }) {
  const form = useForm();
  const pointer = `${pool}/servers/${index}/name`;
  const before = getAt(form.draft, pointer);
  return (
    <TextField
      pointer={pointer}
      aria-label="Name"
      placeholder="host:port"
      optional
      onValue={(name) => {
        form.set(pointer, name);
        const stages = getAt(form.draft, `${pool}/stages`);
        if (!Array.isArray(stages) || typeof before !== 'string' || typeof name !== 'string') return;
        stages.forEach((stage, at) => {
          const servers = getAt(stage, '/servers');
          if (Array.isArray(servers) && servers.includes(before)) {
            const renamed = servers.map((server) => (server === before ? name : server));
            form.set(`${pool}/stages/${at}/servers`, renamed);
          }
        });
      }}
    />
  );
}
