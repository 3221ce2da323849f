import { Button } from '@mantine/core';
import type { Schemas } from '../api/client';
import { Time } from '../components/Time';

interface Props {
  tokens: Schemas['ApiToken'][];
  onDelete: (token: Schemas['ApiToken']) => void;
}

export function ApiTokenTable({ tokens, onDelete }: Props) {
  return (
    <div className="table-scroll">
      <table className="table" aria-label="API tokens">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" className="wide-only">
              Made
            </th>
            <th scope="col">Last used</th>
            <th scope="col">Expires</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <td>{token.name}</td>
              <td className="wide-only">
                <Time at={token.createdAt} relative />
              </td>
              <td>{token.lastUsedAt ? <Time at={token.lastUsedAt} relative /> : <span className="dim">never</span>}</td>
              <td>{token.expiresAt ? <Time at={token.expiresAt} relative /> : <span className="dim">never</span>}</td>
              <td className="number">
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Delete ${token.name}`}
                  onClick={() => onDelete(token)}
                >
                  Delete
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
