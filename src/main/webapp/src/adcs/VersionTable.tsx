import { Button } from '@mantine/core';
import type { Schemas } from '../api/client';
import { Time } from '../components/Time';

interface Props {
  versions: Schemas['AdcVersion'][];
  chosen: number | undefined;
  onChoose: (version: number) => void;
}

export function VersionTable({ versions, chosen, onChoose }: Props) {
  return (
    <div className="table-scroll">
      <table className="table" aria-label="Versions">
        <thead>
          <tr>
            <th scope="col" className="number">
              Version
            </th>
            <th scope="col">Why</th>
            <th scope="col">By</th>
            <th scope="col">When</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {versions.map((each) => (
            <tr key={each.version}>
              <td className="number">
                <strong>{each.version}</strong>
              </td>
              <td>{each.why}</td>
              <td>{each.author}</td>
              <td>
                <Time at={each.createdAt} relative />
              </td>
              <td className="number">
                <Button
                  size="compact-sm"
                  variant={each.version === chosen ? 'light' : 'default'}
                  aria-pressed={each.version === chosen}
                  aria-label={`Changes of version ${each.version}`}
                  onClick={() => onChoose(each.version)}
                >
                  Changes
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
