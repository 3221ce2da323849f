import { Card } from '../../components/Card';
import { limitBounds } from './bounds';
import { Fold } from './Fold';
import { BoundField } from './NumberField';
import { PlaceError } from './PlaceError';

export function LimitsSection() {
  return (
    <Card title="Limits">
      <Fold label="Limits towards visitors" pointer="/limits" note="empty fields take the standard">
        <PlaceError pointer="/limits" />
        <div className="fields">
          {Object.entries(limitBounds).map(([key, bound]) => (
            <BoundField key={key} pointer={`/limits/${key}`} bound={bound} />
          ))}
        </div>
      </Fold>
    </Card>
  );
}
