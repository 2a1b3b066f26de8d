"""What a method answers when it refuses: status, description, sometimes parameters ("Making requests")."""

from dataclasses import dataclass, field


@dataclass
class ApiError(Exception):
    """An unsuccessful request: `ok` false, the error in `description`, `error_code` as the HTTP status."""

    code: int
    description: str
    parameters: dict[str, int] = field(default_factory=dict)

    def body(self) -> dict[str, object]:
        answer: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(reason: str) -> ApiError:
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    return ApiError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiError:
    return ApiError(409, f"Conflict: {reason}")


def too_many(seconds: int) -> ApiError:
    """ "ResponseParameters": in case of exceeding flood control, the seconds to wait are in retry_after."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
