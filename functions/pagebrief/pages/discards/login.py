"""Log-in walls: forms and forums that show nothing to strangers."""

from pagebrief.model import DiscardReason
from pagebrief.pages.discards.kinds import Hint, kind

LOGIN_WALL = kind(
    DiscardReason.LOGIN_WALL,
    own=40,
    visible=350,
    least=3,  # every page has «Log in» and «Register» in its menu
    sentences=r"""
        (?:must|need to|have to) (?:be (?:registered and )?(?:logged|signed) in|log ?in
            |sign in)(?! (?:or register )?to (?:reply|post|comment|write|vote|rate|add))
        (?:please |you must )(?:log ?in|sign in|login)(?: again)? to (?:continue|view|access|see|read
            |proceed)
        (?:requires you to be (?:registered|logged)|only (?:visible|available) to (?:registered|logged))
        your session has expired
        session (?:has )?expired
        (?:log|sign)[- ]in away from
        (?:bitte )?melden sie sich (?:bitte )?an
        (?:müssen|musst) .{0,30}(?:angemeldet|eingeloggt) sein
        bitte (?:loggen|anmelden)
        (?:vous devez|veuillez) (?:être connecté|vous connecter|vous identifier)
        (?:debes?|tienes que|es necesario) (?:iniciar sesión|identificarte|registrarte)
        (?:devi|è necessario) (?:effettuare l'accesso|accedere|effettuare il login)
        (?:faça (?:o )?login|(?:precisa|deve) (?:estar logado|fazer login|entrar)) (?:para|com)?
        (?:moet|dient) (?:u )?(?:ingelogd|aangemeld) zijn
        (?:log|meld) (?:je|u) (?:eerst )?(?:in|aan) om
    """,
    controls=r"""
        (?:log ?in|sign in|log on|sign in to your account|log in to [\w.-]{2,30}|login|anmelden|einloggen
            |connexion|connectez-vous|se connecter|iniciar sesión|accedi|entrar|inloggen)
        (?:forgot(?:ten)?|lost|i forgot) (?:your |my )?(?:password|username).{0,10}
        can't access your account
        (?:passwort|kennwort) vergessen
        mot de passe oublié
        ¿?(?:has )?olvidaste tu contraseña
        password dimenticata
        esqueceu (?:a|sua) senha
        wachtwoord vergeten
        (?:username|user name|e-?mail(?: address)?|username or e-?mail address
            |phone(?: number)?, username,? or email|benutzername|e-mail-adresse|correo electrónico
            |nome utente|e-?mailadres|someone@example\.com):?
        (?:password|passwort|kennwort|contraseña|mot de passe|senha|wachtwoord):?
        (?:remember me|keep me (?:signed|logged) in|stay signed in|angemeldet bleiben|recordarme|ricordami
            |se souvenir de moi|onthoud mij)
        (?:create (?:an )?account|don't have an account.{0,20}|no account.{0,20}|new here.{0,30}
            |noch kein konto.{0,30}|créer un compte|¿?no tienes cuenta.{0,20}|ainda não tem conta.{0,30}
            |nog geen account.{0,30}|already on .{2,30} sign in|sign-in options)
    """,
    hints=((Hint.PASSWORD, 1),),
)
